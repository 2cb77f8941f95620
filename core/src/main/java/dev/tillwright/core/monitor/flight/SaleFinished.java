package dev.tillwright.core.monitor.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("tillwright.SaleFinished")
@Label("Sale finished")
@Category("Tillwright")
@StackTrace(false)
final class SaleFinished extends Event {
  String sale = "";
  String kind = "";
}
