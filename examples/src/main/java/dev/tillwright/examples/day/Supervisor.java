package dev.tillwright.examples.day;

import dev.tillwright.examples.ExampleException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Runs the worker with the till, kills it once halfway, and starts it again. */
final class Supervisor {
  private static final int HEAP_MEGABYTES = 224;
  private static final int MAX_EVENTS = 200;

  private final Folder folder;
  private final ShopOptions options;
  private final World world;
  private final List<String> events = new ArrayList<>();
  private boolean killed;
  private long reached;

  Supervisor(Folder folder, ShopOptions options, World world) {
    this.folder = folder;
    this.options = options;
    this.world = world;
  }

  Summary run() {
    long start = System.nanoTime();
    WorkerResult result;
    try (ProgressBar bar = bar()) {
      WorkerResult first = runWorker(bar);
      result = first != null ? first : runWorker(bar);
      bar.stepTo(options.invoices());
    } catch (IOException e) {
      throw new ExampleException("the till's process cannot be run: " + e.getMessage());
    }
    if (result == null) {
      throw new ExampleException("the till's process ended without a result");
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Summary(
        result,
        List.copyOf(events),
        killed,
        world.approvedMinor(),
        world.refundedMinor(),
        world.telephones().map(Summary.Wallets::of),
        seconds);
  }

  /** One life of the worker: its result, or nothing when it was killed. */
  private @Nullable WorkerResult runWorker(ProgressBar bar) throws IOException {
    Process worker =
        new ProcessBuilder(ChildJvm.command(HEAP_MEGABYTES, arguments()))
            .redirectError(folder.path().resolve("worker.log").toFile())
            .start();
    boolean mine = false;
    try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8));
        Writer answers =
            new java.io.OutputStreamWriter(worker.getOutputStream(), StandardCharsets.UTF_8)) {
      if (world.telephones().isPresent()) {
        answers.write(world.telephones().get().link().line() + "\n");
        answers.flush();
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(Pipe.PROGRESS)) {
          long done = Long.parseLong(line.substring(Pipe.PROGRESS.length()));
          reached = Math.max(reached, done);
          bar.stepTo(reached);
          if (options.kill() && !killed && done >= options.invoices() / 2) {
            killed = true;
            mine = true;
            worker.destroyForcibly(); // SIGKILL: no hook runs, no buffer is flushed
            tell("the till's process was killed after " + done + " invoices");
            break;
          }
        } else if (line.startsWith(Pipe.EVENT)) {
          tell(line.substring(Pipe.EVENT.length()));
        } else if (line.startsWith(Pipe.HOST)) {
          world.hostOnline(line.endsWith("online"));
          answers.write(Pipe.OK + "\n");
          answers.flush();
        } else if (line.startsWith(Pipe.RESULT)) {
          return WorkerResult.parse(line.substring(Pipe.RESULT.length()));
        } else if (line.startsWith(Pipe.FAILED)) {
          throw new ExampleException(line.substring(Pipe.FAILED.length()));
        }
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      end(worker);
    }
    if (!mine) {
      throw new ExampleException(
          "the till's process ended early with code "
              + worker.exitValue()
              + "; see "
              + folder.path().resolve("worker.log"));
    }
    return null;
  }

  private void tell(String event) {
    if (events.size() < MAX_EVENTS) {
      events.add(event);
    }
  }

  private static void end(Process worker) {
    try {
      if (!worker.waitFor(30, TimeUnit.SECONDS)) {
        worker.destroyForcibly();
        worker.waitFor(10, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      worker.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("shop-day-worker");
    arguments.add("--dir=" + folder.path());
    arguments.add("--shop=" + options.house().id());
    arguments.add("--data=" + options.file());
    arguments.add("--host-port=" + world.hostPort());
    arguments.add("--printer-port=" + world.printerPort());
    arguments.add("--receipts=" + options.receipts());
    if (options.days().from() != null) {
      arguments.add("--from=" + options.days().from());
    }
    if (options.days().to() != null) {
      arguments.add("--to=" + options.days().to());
    }
    if (options.story()) {
      arguments.add("--story");
    }
    return arguments;
  }

  private ProgressBar bar() {
    return new ProgressBarBuilder()
        .setTaskName("shop-day")
        .setUnit(" invoices", 1)
        .setInitialMax(options.invoices())
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(200)
        .build();
  }
}
