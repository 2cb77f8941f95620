package dev.tillwright.core.monitor.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("tillwright.Alarm")
@Label("Alarm raised or cleared")
@Category("Tillwright")
@StackTrace(false)
final class AlarmChanged extends Event {
  String code = "";
  String subject = "";
  boolean raised;
}
