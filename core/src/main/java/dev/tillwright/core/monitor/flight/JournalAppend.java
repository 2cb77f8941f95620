package dev.tillwright.core.monitor.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

@Name("tillwright.JournalAppend")
@Label("Entries written")
@Category("Tillwright")
@StackTrace(false)
final class JournalAppend extends Event {
  String terminal = "";
  int entries;
  long seq;

  @Timespan(Timespan.NANOSECONDS)
  long took;

  String failure = "";
}
