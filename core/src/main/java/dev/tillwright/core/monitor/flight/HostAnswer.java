package dev.tillwright.core.monitor.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

@Name("tillwright.HostAnswer")
@Label("Payment host answered")
@Category("Tillwright")
@StackTrace(false)
final class HostAnswer extends Event {
  String tender = "";
  String answer = "";

  @Timespan(Timespan.NANOSECONDS)
  long took;
}
