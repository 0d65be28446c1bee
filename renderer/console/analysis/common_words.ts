/** Names, and forms of names, that are words of the language or of the map as well: they count as a name only where somebody is spoken to. */

const list = (words: string) => new Set(words.split(/\s+/));

export const COMMON_NAMES = list(`
  вера веры вере веру верой надежда надежды надежде надежду надеждой любовь любови любовью роман романа роману романом романе мира миры слава славы лев роза розы лилия лилии
  света свете свету свет марк марка марки рома рим лада злата алиса поля поле полю тома май майя гор галь соня яна люба люд лиз лен рит кат вик ад ира ир рай рая зоя макс
  полин софи стас лука виола белла аврора виктор нин тоня костя кость паша пашу пашей пашом катя дин
  will mark grace rose may april june art bill hope faith joy chase frank grant dean jack max sky dawn eve ivy lily daisy olive ruby pearl amber crystal summer autumn jade melody
  rob bob pat sue drew gene jean guy rich miles chance case page carol holly iris violet penny sandy candy ray rusty dale glen cliff nick don ken jay angel christian destiny heaven paris
  london austin dallas sydney florence charlotte madison jordan georgia virginia carolina savannah asia india brook river stone star king prince major justice noble ernest mercy charity
  constance trinity nova earl duke lane reed wade woody buck dick harry tony sam ed dan ben alex
`);
// "Alex", "Ben", "Sam" and their like are no words: they are left out of the list again.
for (const name of ['alex', 'ben', 'sam', 'tony', 'ed', 'dan', 'harry', 'катя', 'паша', 'пашу', 'пашей', 'костя', 'соня', 'люба', 'ира']) COMMON_NAMES.delete(name);

/** Those that are a word only in the genitive: no sentence begins with it and a comma. */
export const GENITIVES = list('света рома');

/** Names that are towns too. */
export const TOWNS = list('владимир владимира владимиру владимиром владимире софия софии софию софией милан милана милане виктория виктории лена лены');

/** Words of greeting and thanks behind which a name is an address. */
export const GREETINGS = list(`
  здравствуйте здравствуй привет приветствую добрый доброе доброго день дня вечер утро хай хеллоу спасибо благодарю алло уважаемый уважаемая дорогой дорогая ок хорошо да нет извините простите пожалуйста конечно понял поняла
  hi hello hey dear thanks thank you morning afternoon evening good ok okay yes no sorry oh cheers to ой
`);

/** Words that follow when somebody has been spoken to. */
export const SPOKEN_TO = list(`
  я мы вы ты ваш ваша ваше ваши вас вам тебе у добрый доброе доброго здравствуйте привет как когда можно подскажите уточните пришлите посмотрите высылаю отправляю отправила отправил готово смотрите спасибо жду прикладываю по это
  вот файл файлы работа заказ еще если что
  i we you your here please the can could would do did are is how what when thanks thank sorry hello hi attached quick just let this my
`);

/** Behind one of these a name belongs to somebody of the house, or to a place or a thing. */
export const OTHER_BEARER = list(`
  менеджер менеджера менеджеру куратор куратора дизайнер дизайнера редактор автор автора коллега коллеги коллеге коллегу преподаватель преподавателя преподавателю репетитор репетитора эксперт эксперта администратор оператор
  наш наша нашего нашей нашему вашего вашей ваш ваша мой моя моего моей моему улица улицы улице имени станция станции город города святой святая святого царица королева царь поэт писатель художник композитор стихи роман песня картина
  manager colleague designer editor author tutor teacher expert administrator support our your my his her their saint st street queen king poet writer professor
`);
