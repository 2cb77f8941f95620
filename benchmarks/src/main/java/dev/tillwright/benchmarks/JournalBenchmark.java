package dev.tillwright.benchmarks;

import dev.tillwright.core.journal.Draft;
import dev.tillwright.core.journal.Entry;
import dev.tillwright.core.journal.Journal;
import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Durable appends a second, beside the physical limit: as many bytes appended to a plain file and
 * forced. Quote the ratio; the figures are the disk's.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class JournalBenchmark {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Draft DRAFT =
      new Draft("bench.appended", "{\"text\":\"" + "x".repeat(280) + "\"}");

  private Path folder;
  private Database database;
  private Journal journal;
  private FileChannel raw;

  @Setup
  public void open() throws IOException {
    folder = Files.createTempDirectory("journal-benchmark");
    database = Database.sqlite(folder.resolve("till.db"));
    journal = Journal.open(database, "till-01", Clock.systemUTC());
    raw =
        FileChannel.open(
            folder.resolve("raw"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  @TearDown
  public void close() throws IOException {
    journal.close();
    database.close();
    raw.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Benchmark
  public void rawAppendAndForce() throws IOException {
    raw.write(ByteBuffer.allocate(300));
    raw.force(false);
  }

  @Benchmark
  public List<Entry> append() {
    return journal.append(List.of(DRAFT), PATIENCE);
  }

  @Benchmark
  @Threads(16)
  public List<Entry> appendFromSixteenThreads() {
    return journal.append(List.of(DRAFT), PATIENCE);
  }
}
