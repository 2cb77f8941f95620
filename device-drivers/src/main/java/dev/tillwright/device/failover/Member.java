package dev.tillwright.device.failover;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.PrintOutcome;
import dev.tillwright.device.spi.ReceiptPrinter;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A printer of a group, and until when it is not asked because it did not answer. */
final class Member {
  private static final Duration SHORTEST_REST = Duration.ofSeconds(2);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);

  private final ReceiptPrinter printer;
  private Duration rest = SHORTEST_REST;
  private @Nullable Instant restsUntil;

  Member(ReceiptPrinter printer) {
    this.printer = printer;
  }

  String name() {
    return printer.id();
  }

  /** Whether it failed so lately that the others are asked first. */
  synchronized boolean rests(Instant now) {
    // A clock that was set back must not make a rest of a minute one of hours.
    return restsUntil != null
        && now.isBefore(restsUntil)
        && !restsUntil.isAfter(now.plus(LONGEST_REST));
  }

  GroupOutcome.Try print(String jobId, ReceiptDocument document, Duration limit, Instant now) {
    GroupOutcome.Try seen;
    try {
      PrintOutcome outcome = printer.print(jobId, document, limit);
      seen = new GroupOutcome.Try(name(), outcome.result(), outcome.fault());
    } catch (DeviceException e) {
      PrintResult result = e.outcomeKnown() ? PrintResult.NOT_PRINTED : PrintResult.UNKNOWN;
      seen = new GroupOutcome.Try(name(), result, Optional.of(e.fault()));
    } catch (RuntimeException e) {
      // A driver that is wrong: nobody knows how far it came.
      seen = new GroupOutcome.Try(name(), PrintResult.UNKNOWN, Optional.of(Fault.PROTOCOL));
    }
    if (!refusesDocument(seen)) {
      answered(seen.result() == PrintResult.PRINTED || seen.result() == PrintResult.ACCEPTED, now);
    }
    return seen;
  }

  /** A printer that cannot print this very document is well, and first in its turn for the next. */
  private static boolean refusesDocument(GroupOutcome.Try seen) {
    return seen.result() == PrintResult.NOT_PRINTED
        && seen.fault().filter(f -> f == Fault.UNENCODABLE || f == Fault.UNSUPPORTED).isPresent();
  }

  private synchronized void answered(boolean well, Instant now) {
    if (well) {
      rest = SHORTEST_REST;
      restsUntil = null;
      return;
    }
    restsUntil = now.plus(rest);
    Duration doubled = rest.multipliedBy(2);
    rest = doubled.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : doubled;
  }
}
