import { checkEveryLook } from './axe.ts';
import { openedScreens } from './screens.ts';

checkEveryLook('what a key opens, for everybody', openedScreens);
