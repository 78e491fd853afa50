import { checkEveryLook } from './axe.ts';
import { officeScreens } from './screens.ts';

checkEveryLook('where people are sent, for everybody', officeScreens);
