package dev.tillwright.core.monitor.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

@Name("tillwright.Shipped")
@Label("Entries shipped")
@Category("Tillwright")
@StackTrace(false)
final class Shipped extends Event {
  String terminal = "";
  long entries;
  long highWater;
  long waiting;

  @Timespan(Timespan.NANOSECONDS)
  long took;
}
