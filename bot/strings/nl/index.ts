import admin from './admin.json';
import buddy from './buddy.json';
import checkin from './checkin.json';
import comealong from './comealong.json';
import common from './common.json';
import delivery from './delivery.json';
import digest from './digest.json';
import duo from './duo.json';
import find from './find.json';
import handover from './handover.json';
import help from './help.json';
import howto from './howto.json';
import leavers from './leavers.json';
import lookback from './lookback.json';
import meeting from './meeting.json';
import people from './people.json';
import practice from './practice.json';
import privacy from './privacy.json';
import rounds from './rounds.json';
import session from './session.json';
import skills from './skills.json';
import thanks from './thanks.json';
import thinkalong from './thinkalong.json';
import used from './used.json';

export default {
  admin,
  buddy,
  checkin,
  comealong,
  common,
  delivery,
  digest,
  duo,
  find,
  handover,
  help,
  howto,
  leavers,
  lookback,
  meeting,
  people,
  practice,
  privacy,
  rounds,
  session,
  skills,
  thanks,
  thinkalong,
  used,
};
