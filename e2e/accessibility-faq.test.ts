import { checkEveryLook } from './axe.ts';
import { faqScreens } from './screens.ts';

checkEveryLook('the answers, for everybody', faqScreens);
