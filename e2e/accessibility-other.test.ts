import { checkEveryLook } from './axe.ts';
import { otherScreens } from './screens.ts';

checkEveryLook('what is beside the work, for everybody', otherScreens);
