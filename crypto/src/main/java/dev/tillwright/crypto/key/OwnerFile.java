package dev.tillwright.crypto.key;

import dev.tillwright.core.TillwrightException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** A small file that only its owner may read, replaced as one step, guarded across processes. */
final class OwnerFile {
  private static final Duration LOCK_DEADLINE = Duration.ofSeconds(10);
  private static final Duration LOCK_PAUSE = Duration.ofMillis(20);
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  // A FileLock is held by the whole JVM: its own threads need this one.
  private static final ReentrantLock IN_THIS_JVM = new ReentrantLock();

  private OwnerFile() {}

  /** Whether anybody but the owner may read or write; never on a system without POSIX modes. */
  static boolean othersMayRead(Path path) throws IOException {
    if (!posix(path)) {
      return false;
    }
    return Files.getPosixFilePermissions(path).stream().anyMatch(OTHERS::contains);
  }

  /** Writes beside, forces, renames, forces the folder. */
  static void replace(Path path, byte[] content) {
    Path absolute = path.toAbsolutePath();
    Path beside = absolute.resolveSibling(absolute.getFileName() + ".new");
    try {
      Files.deleteIfExists(beside); // what a crash left behind
      Files.createFile(beside, mode(absolute, "rw-------"));
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(beside, absolute, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(absolute);
    } catch (IOException e) {
      throw new TillwrightException(
          "key.unwritable", false, "the key file cannot be written: " + path, e);
    }
  }

  /** Runs while no other process and no other thread is inside for the same file. */
  static <T> T guarded(Path path, Supplier<T> action) {
    Path absolute = path.toAbsolutePath();
    long end = System.nanoTime() + LOCK_DEADLINE.toNanos();
    try {
      if (!IN_THIS_JVM.tryLock(LOCK_DEADLINE.toNanos(), TimeUnit.NANOSECONDS)) {
        throw locked(path);
      }
      try {
        createFolder(absolute);
        Path lock = absolute.resolveSibling(absolute.getFileName() + ".lock");
        if (!Files.exists(lock)) {
          touch(lock);
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
            FileLock held = hold(channel, path, end)) {
          assert held.isValid();
          return action.get();
        }
      } finally {
        IN_THIS_JVM.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw locked(path);
    } catch (IOException e) {
      throw new TillwrightException(
          "key.unwritable", false, "the key file cannot be guarded: " + path, e);
    }
  }

  private static FileLock hold(FileChannel channel, Path path, long end)
      throws IOException, InterruptedException {
    while (true) {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - end > 0) {
        throw locked(path);
      }
      Thread.sleep(LOCK_PAUSE.toMillis());
    }
  }

  private static void touch(Path lock) throws IOException {
    try {
      Files.createFile(lock, mode(lock, "rw-------"));
    } catch (java.nio.file.FileAlreadyExistsException another) {
      // Another process was quicker, and this is all that is wanted.
    }
  }

  private static void createFolder(Path file) throws IOException {
    Path folder = file.getParent();
    if (folder != null && !Files.exists(folder)) {
      Files.createDirectories(folder, mode(folder, "rwx------"));
    }
  }

  private static void forceFolder(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException notHere) {
      // Windows does not open folders; there the rename itself is written through.
    }
  }

  private static FileAttribute<?>[] mode(Path path, String mode) {
    return posix(path)
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean posix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static TillwrightException locked(Path path) {
    return new TillwrightException(
        "key.locked", true, "another process is busy with the key file: " + path);
  }
}
