package dev.tillwright.core.campaign;

import dev.tillwright.core.receipt.ReceiptDocument;
import dev.tillwright.core.receipt.ReceiptSink.PrintResult;
import dev.tillwright.core.receipt.TextRenderer;
import dev.tillwright.core.till.Till;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A till in a JVM of its own. It opens, settles what its last life left, and then its cashiers work
 * until the parent says stop or, more often, kills it. It tells each step before it takes it and
 * what it was shown as soon as it was shown it.
 */
final class SellingChild {
  private static final int MOST_TRIES = 5;

  private final Pipe pipe = new Pipe();

  private SellingChild() {}

  /**
   * Arguments: file, port, seed, number of cashiers, whether payments resolve in the background,
   * kind of host.
   */
  public static void main(String[] arguments) {
    SellingChild child = new SellingChild();
    try {
      child.run(arguments);
    } catch (Throwable e) {
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      child.pipe.tell("broken " + trace.toString().replace("\n", " ~ "));
      Runtime.getRuntime().halt(3);
    }
  }

  private void run(String[] arguments) throws InterruptedException {
    Path file = Path.of(arguments[0]);
    Random random = new Random(Long.parseLong(arguments[2]));
    int cashiers = Integer.parseInt(arguments[3]);
    pipe.tell("opening");
    try (Till till =
        CampaignTill.open(
            file,
            Integer.parseInt(arguments[1]),
            HostKind.valueOf(arguments[5]),
            Boolean.parseBoolean(arguments[4]),
            (job, document, deadline) -> print(job, document))) {
      pipe.tell("opened " + till.recovery().open().size());
      Counter counter = new Counter(till, CampaignTill.manager(till));
      while (settle(till)) {
        pipe.begin();
        List<Cashier> all = new ArrayList<>();
        for (int i = 0; i < cashiers; i++) {
          all.add(new Cashier(counter, pipe, new Random(random.nextLong())));
        }
        work(all);
      }
    }
  }

  /** Brings every payment to its end, with a host that answers; false when it was told to go. */
  private boolean settle(Till till) {
    pipe.ask("calm");
    int tries = 0;
    while (till.unfinishedPayments() > 0 && tries < MOST_TRIES) {
      till.resolve();
      tries++;
    }
    return !pipe.ask("settled " + till.unfinishedPayments() + " " + tries).equals("end");
  }

  private void work(List<Cashier> cashiers) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (Cashier cashier : cashiers) {
      Thread thread = new Thread(cashier, "cashier-" + threads.size());
      thread.setUncaughtExceptionHandler(
          (it, e) -> {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            pipe.tell("broken " + trace.toString().replace("\n", " ~ "));
            Runtime.getRuntime().halt(3);
          });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private PrintResult print(String job, ReceiptDocument document) {
    boolean copy = new TextRenderer(42).render(document).contains("COPY");
    pipe.tell("paper " + job.substring(0, job.lastIndexOf('/')) + (copy ? " copy" : " original"));
    return PrintResult.PRINTED;
  }
}
