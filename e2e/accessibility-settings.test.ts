import { checkEveryLook } from './axe.ts';
import { settingsScreens } from './screens.ts';

checkEveryLook('the other settings, for everybody', settingsScreens);
