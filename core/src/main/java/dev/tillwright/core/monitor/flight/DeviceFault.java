package dev.tillwright.core.monitor.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("tillwright.DeviceFault")
@Label("Device failed")
@Category("Tillwright")
@StackTrace(false)
final class DeviceFault extends Event {
  String device = "";
  String fault = "";
}
