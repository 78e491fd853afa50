import { checkEveryLook } from './axe.ts';
import { settingsScreens } from './screens.ts';

checkEveryLook('what is around the work, for everybody', settingsScreens);
