package dev.tillwright.examples;

import dev.tillwright.core.monitor.Alarm;
import dev.tillwright.core.monitor.MonitorListener;
import dev.tillwright.core.monitor.Reading;
import dev.tillwright.core.monitor.Threshold;
import dev.tillwright.core.till.Till;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * What is seen of a running till. The page docs/monitoring.md shows it, and a test runs it.
 *
 * <p>{@code MonitoringTour FILE} prints what {@link #slowest} finds in a recording.
 */
public final class MonitoringTour {
  private MonitoringTour() {}

  /** Everything a metrics library or a pager wants, pushed. */
  public static void wire(Till till, Map<String, Long> metrics, Consumer<String> pager) {
    // docs: listen
    till.monitor()
        .listen(
            new MonitorListener() {
              @Override
              public void looked(Reading reading) {
                metrics.putAll(reading.gauges());
                reading
                    .counts()
                    .forEach(it -> metrics.put(it.name() + "/" + it.label(), it.value()));
              }

              @Override
              public void raised(Alarm alarm) {
                pager.accept(alarm.code() + ": " + alarm.sentence());
              }

              @Override
              public void cleared(Alarm alarm) {
                pager.accept(alarm.code() + " is over");
              }
            });
    // docs: end
  }

  /** A gauge and an alarm of one's own. */
  public static void watch(Till till, LongSupplier customers) {
    // docs: threshold
    till.monitor().gauge("shop.queue", customers);
    till.monitor()
        .threshold(new Threshold("shop.queue", 6, 3, "shop.queueLong", "open another till"));
    // docs: end
  }

  /** Records what a till does. */
  public static void record(Path file, Runnable work) throws IOException {
    // docs: record
    try (Recording recording = new Recording()) {
      recording.enable("tillwright.JournalAppend").withoutThreshold();
      recording.enable("tillwright.HostAnswer").withoutThreshold();
      recording.start();
      work.run();
      recording.stop();
      recording.dump(file);
    }
    // docs: end
  }

  /** The longest of each kind: where the time goes when selling is slow. */
  public static Map<String, Duration> slowest(Path file) throws IOException {
    // docs: read
    Map<String, Duration> slowest = new TreeMap<>();
    try (RecordingFile events = new RecordingFile(file)) {
      while (events.hasMoreEvents()) {
        RecordedEvent event = events.readEvent();
        if (event.getEventType().getName().startsWith("tillwright.") && event.hasField("took")) {
          slowest.merge(
              event.getEventType().getName(),
              event.getDuration("took"),
              (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
      }
    }
    // docs: end
    return slowest;
  }

  public static void main(String[] args) throws IOException {
    slowest(Path.of(args[0]))
        .forEach((name, took) -> System.out.println(name + " " + took.toMillis() + " ms"));
  }
}
