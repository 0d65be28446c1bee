import { serve } from './serve';

const { app } = await serve();
app.parts.log.info(`listening on ${app.url}`);
