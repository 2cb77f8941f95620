package dev.tillwright.core.monitor.flight;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

@Name("tillwright.PaymentMoved")
@Label("Payment moved")
@Category("Tillwright")
@StackTrace(false)
final class PaymentMoved extends Event {
  String payment = "";
  String kind = "";
  String from = "";
  String to = "";
  String why = "";
}
