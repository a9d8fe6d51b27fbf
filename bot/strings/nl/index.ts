import checkin from './checkin.json';
import common from './common.json';
import delivery from './delivery.json';
import digest from './digest.json';
import people from './people.json';
import privacy from './privacy.json';
import skills from './skills.json';
import thanks from './thanks.json';

export default { checkin, common, delivery, digest, people, privacy, skills, thanks };
