package dev.tillwright.crypto.seal;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.tillwright.core.TillwrightException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;

/** Writes a file beside its place and moves it there when it is whole and on the disk. */
final class WholeFile {
  private WholeFile() {}

  /** Turns one stream into another; false leaves no file. */
  interface Turning {
    boolean run(InputStream from, OutputStream to) throws IOException;
  }

  static boolean write(Path source, Path target, Turning turning) {
    Path absolute = target.toAbsolutePath();
    Path beside =
        absolute.resolveSibling("." + absolute.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try (InputStream from = Files.newInputStream(source);
          FileChannel channel = FileChannel.open(beside, Set.of(CREATE_NEW, WRITE), mode(beside));
          OutputStream to = Channels.newOutputStream(channel)) {
        if (!turning.run(from, to)) {
          return false;
        }
        channel.force(true);
      }
      Files.move(
          beside, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      return true;
    } catch (IOException e) {
      throw new TillwrightException(
          "seal.file", false, "the file " + source + " cannot be turned into " + target);
    } finally {
      deleteQuietly(beside);
    }
  }

  private static void deleteQuietly(Path beside) {
    try {
      Files.deleteIfExists(beside);
    } catch (IOException e) {
      // It is not the file that was asked for; what was thrown before matters more.
    }
  }

  private static FileAttribute<?>[] mode(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
