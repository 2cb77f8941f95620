package dev.tillwright.core.monitor.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

@Name("tillwright.FollowerMoved")
@Label("View moved")
@Category("Tillwright")
@StackTrace(false)
final class FollowerMoved extends Event {
  String follower = "";
  long position;
  long behind;
  int failures;

  @Timespan(Timespan.NANOSECONDS)
  long took;
}
