import { checkEveryLook } from './axe.ts';
import { channelScreens } from './screens.ts';

checkEveryLook('the channels, for everybody', channelScreens);
