package dev.tillwright.core.store;

import dev.tillwright.core.TillwrightException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second opener away from a database, in this process or another. The operating system lets
 * go of the lock when the process dies, however it dies.
 */
final class FileGuard implements AutoCloseable {
  // POSIX drops a process's lock when any of its descriptors of the file is closed. A second try in
  // this process must therefore be turned away before it opens the lock file.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path lockFile;
  private final FileChannel channel;

  private FileGuard(Path lockFile, FileChannel channel) {
    this.lockFile = lockFile;
    this.channel = channel;
  }

  /**
   * @param file absolute, in a folder that exists
   */
  static FileGuard hold(Path file) {
    Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
    if (!HELD.add(lockFile)) {
      throw locked(file);
    }
    @Nullable FileChannel channel = null;
    boolean held = false;
    try {
      channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw locked(file);
      }
      held = true;
      return new FileGuard(lockFile, channel);
    } catch (IOException e) {
      throw new TillwrightException(
          "store.failed", false, "the file " + lockFile + " cannot be opened for locking", e);
    } finally {
      if (!held) {
        closeQuietly(channel);
        HELD.remove(lockFile);
      }
    }
  }

  private static TillwrightException locked(Path file) {
    return new TillwrightException(
        "store.locked", true, "the database " + file + " is in use by another till or program");
  }

  private static void closeQuietly(@Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The lock goes with the descriptor, whatever close had to say.
    }
  }

  /** Lets go. The lock file stays: removing it would race with the next opener. */
  @Override
  public void close() {
    closeQuietly(channel);
    HELD.remove(lockFile);
  }
}
