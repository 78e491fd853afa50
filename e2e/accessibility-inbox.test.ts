import { checkEveryLook } from './axe.ts';
import { inboxScreens } from './screens.ts';

checkEveryLook('the inbox, for everybody', inboxScreens);
