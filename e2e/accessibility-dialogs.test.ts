import { checkEveryLook } from './axe.ts';
import { dialogScreens } from './screens.ts';

checkEveryLook('what opens over a view or a conversation', dialogScreens);
