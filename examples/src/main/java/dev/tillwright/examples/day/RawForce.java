package dev.tillwright.examples.day;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * The physical limit: how often a second this disk takes 300 bytes and says they are safe. No till
 * can make single sales durable faster than that.
 */
final class RawForce {
  private static final int BYTES = 300;

  private RawForce() {}

  static double perSecond(Path folder, Duration time) throws IOException {
    Path file = Files.createTempFile(folder, "raw-force", ".tmp");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer record = ByteBuffer.allocate(BYTES);
      long count = 0;
      long start = System.nanoTime();
      long end = start + time.toNanos();
      long now = start;
      while (now < end) {
        record.clear();
        while (record.hasRemaining()) {
          channel.write(record);
        }
        channel.force(false);
        count++;
        now = System.nanoTime();
      }
      return count * 1e9 / (now - start);
    } finally {
      Files.deleteIfExists(file);
    }
  }
}
