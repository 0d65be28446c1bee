import type { ReactNode } from 'react';

/** Line drawings of 16 by 16, in the colour of the text around them; never the only name of a thing. */

function drawing(content: ReactNode) {
  return function Icon({ size = 16 }: { size?: number }) {
    return (
      <svg className="line-icon" width={size} height={size} viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth={1.5} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
        {content}
      </svg>
    );
  };
}

export const SearchIcon = drawing(
  <>
    <circle cx="7" cy="7" r="4.25" />
    <path d="m10.250 10.250 3.250 3.250" />
  </>,
);
export const WarningIcon = drawing(<path d="M8 2.500 1.750 13.250h12.500zM8 6.750v3M8 11.500v.01" />);
export const BoltIcon = drawing(<path d="M8.750 2 3.500 9H8l-.750 5 5.250-7H8z" />);
export const ChartIcon = drawing(<path d="M2.500 13.500h11M4.500 11V8M8 11V4M11.500 11V6.500" />);
export const PlayIcon = drawing(<path d="M5.500 3.500v9l7-4.500z" />);
export const PlusIcon = drawing(<path d="M8 3v10M3 8h10" />);
export const CloseIcon = drawing(<path d="m4 4 8 8M12 4l-8 8" />);
export const BackIcon = drawing(<path d="M9.500 3.500 5 8l4.500 4.500" />);
export const BesideIcon = drawing(
  <>
    <rect x="2" y="3" width="12" height="10" rx="2" />
    <path d="M8 3v10M11 6.500v3M9.500 8h3" />
  </>,
);
export const LayoutIcon = drawing(
  <>
    <rect x="2" y="3" width="12" height="10" rx="2" />
    <path d="M8 3v10M8 8h6" />
  </>,
);
export const CardIcon = drawing(
  <>
    <rect x="2" y="3" width="12" height="10" rx="2" />
    <path d="M10 3v10" />
  </>,
);
export const SettingsIcon = drawing(
  <>
    <path d="M2.500 5h5M11.500 5h2M2.500 11h2M8.500 11h5" />
    <circle cx="9.500" cy="5" r="1.750" />
    <circle cx="6.500" cy="11" r="1.750" />
  </>,
);
export const KeyboardIcon = drawing(
  <>
    <rect x="1.500" y="4" width="13" height="8.500" rx="1.750" />
    <path d="M4.500 7h0M7 7h0M9.500 7h0M11.750 7h0M5 10h6" />
  </>,
);
export const SignOutIcon = drawing(<path d="M6.500 2.500H4A1.500 1.500 0 0 0 2.500 4v8A1.500 1.500 0 0 0 4 13.500h2.500M10.500 5l3 3-3 3M13 8H6.500" />);
export const ClockIcon = drawing(
  <>
    <circle cx="8" cy="8" r="5.500" />
    <path d="M8 5v3.200l2 1.300" />
  </>,
);
export const ChevronIcon = drawing(<path d="m4.500 6.500 3.500 3.500 3.500-3.500" />);
export const SortIcon = drawing(<path d="M3 4.500h10M3 8h6.500M3 11.500h3.500" />);
export const PencilIcon = drawing(<path d="m3 13 .6-2.800 7-7a1.500 1.500 0 0 1 2.200 2.200l-7 7z" />);
export const ChatIcon = drawing(<path d="M2.500 4.500a1.500 1.500 0 0 1 1.500-1.500h8a1.500 1.500 0 0 1 1.500 1.500v5A1.500 1.500 0 0 1 12 11H7.500L4.500 13.500V11H4a1.500 1.500 0 0 1-1.500-1.500z" />);
export const MoreIcon = drawing(<path strokeWidth={2.5} d="M3.500 8h0M8 8h0M12.500 8h0" />);
/** Something comes by itself, again and again. */
export const LiveIcon = drawing(<path d="M8 8h0M5.200 10.800a4 4 0 0 1 0-5.600M10.800 5.200a4 4 0 0 1 0 5.600M3.100 12.900a7 7 0 0 1 0-9.800M12.900 3.100a7 7 0 0 1 0 9.800" />);
export const PinIcon = drawing(<path d="M8 10v4M5 10h6l-1-3V2.500H6V7zM5 2.500h6" />);
export const BellIcon = drawing(<path d="M3.700 10.500c.6-.7 1.100-1.700 1.100-3.700a3.200 3.200 0 0 1 6.400 0c0 2 .5 3 1.100 3.700zM6.800 12.800a1.300 1.300 0 0 0 2.400 0" />);
export const UnreadIcon = drawing(
  <>
    <path d="M8.500 3H4a1.500 1.500 0 0 0-1.500 1.500v5A1.500 1.500 0 0 0 4 11h.5v2.500l3-2.500H12a1.500 1.500 0 0 0 1.500-1.500v-2" />
    <circle cx="12.250" cy="3.750" r="1.500" fill="currentColor" />
  </>,
);
export const LabelIcon = drawing(
  <>
    <path d="M2.500 3.500v4l6 6 5-5-6-6h-4a1 1 0 0 0-1 1z" />
    <path strokeWidth={2} d="M5.250 5.500h0" />
  </>,
);
export const CheckIcon = drawing(<path d="m3.500 8.500 3 3 6-7" />);
export const PeopleIcon = drawing(
  <>
    <circle cx="6" cy="5.500" r="2.250" />
    <path d="M2 13c0-2.300 1.700-3.700 4-3.700s4 1.400 4 3.700M10.500 3.500a2.200 2.200 0 0 1 0 4M11.500 9.500c1.500.4 2.500 1.600 2.500 3.500" />
  </>,
);
export const TrashIcon = drawing(<path d="M3 4.500h10M6.500 4.500v-2h3v2M4.500 4.500 5 13.500h6l.500-9M7 7v4M9 7v4" />);
export const EyeIcon = drawing(
  <>
    <path d="M1.500 8S4 3.500 8 3.500 14.500 8 14.500 8 12 12.500 8 12.500 1.500 8 1.500 8z" />
    <circle cx="8" cy="8" r="1.900" />
  </>,
);
export const BellOffIcon = drawing(<path d="M5 5.200A3.200 3.200 0 0 1 11.200 6.500c0 2 .5 3.200 1.100 4H6M4.800 7c0 1.800-.5 2.800-1.100 3.500M6.800 12.800a1.300 1.300 0 0 0 2.400 0M2.500 2.500l11 11" />);
/** A clock that sleeps: put off until later. */
export const SnoozeIcon = drawing(
  <>
    <path d="M13 9.200A5.250 5.250 0 1 1 6.800 3 4.200 4.200 0 0 0 13 9.200z" />
    <path d="M10 2.500h3L10 6h3" />
  </>,
);
export const DoneIcon = drawing(
  <>
    <circle cx="8" cy="8" r="5.500" />
    <path d="m5.500 8.200 1.800 1.800 3.200-3.700" />
  </>,
);
export const ReopenIcon = drawing(<path d="M3 7.500a5 5 0 1 1 1.300 4M3 3.800v3.700h3.700" />);
/** A bubble that is struck out: it needs no answer. */
export const WaiveIcon = drawing(
  <>
    <path d="M5 3h7a1.500 1.500 0 0 1 1.500 1.500v5c0 .4-.2.8-.4 1M10.500 11h-3l-3 2.500V11H4a1.500 1.500 0 0 1-1.500-1.500v-5c0-.4.1-.7.3-1" />
    <path d="m2.500 2.500 11 11" />
  </>,
);
