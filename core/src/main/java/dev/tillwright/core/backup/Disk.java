package dev.tillwright.core.backup;

import dev.tillwright.core.TillwrightException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/** Files that are whole under their name or not there, and that only their owner reads. */
final class Disk {
  private static final int BUFFER = 1 << 16;

  private Disk() {}

  /** An empty file where none was. */
  static void make(Path file) {
    try (FileChannel made =
        FileChannel.open(
            file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), own(file))) {
      made.force(true);
    } catch (FileAlreadyExistsException e) {
      throw new TillwrightException("backup.exists", false, file + " is there already");
    } catch (IOException e) {
      throw failed("there is no writing to", file);
    }
  }

  private static FileAttribute<?>[] own(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /** On the disk, and under its last name, or not there. */
  static void settle(Path part, Path last) {
    try {
      force(part);
      Files.move(part, last, StandardCopyOption.ATOMIC_MOVE);
      forceFolder(last);
    } catch (IOException e) {
      throw failed("the disk does not take", last);
    }
  }

  /**
   * The same, where no file has the last name. A link takes the name and the contents at once, so
   * that no end of the machine leaves an empty file under it; where a file system has no links, the
   * name is taken first.
   */
  static void settleNew(Path part, Path last) {
    try {
      force(part);
      Files.createLink(last, part);
      Files.delete(part);
      forceFolder(last);
    } catch (FileAlreadyExistsException e) {
      throw new TillwrightException("backup.exists", false, last + " is there already");
    } catch (IOException | UnsupportedOperationException noLinks) {
      make(last);
      boolean settled = false;
      try {
        settle(part, last);
        settled = true;
      } finally {
        if (!settled) {
          delete(last);
        }
      }
    }
  }

  static void writeNew(Path file, String text) {
    Path part = part(file);
    make(part);
    try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw failed("the disk does not take", file);
    }
    settle(part, file);
  }

  static void copy(Path from, Path part) {
    make(part);
    try (InputStream in = Files.newInputStream(from);
        var out = Files.newOutputStream(part, StandardOpenOption.WRITE)) {
      in.transferTo(out);
    } catch (IOException e) {
      throw failed("the disk does not take", part);
    }
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static void forceFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows opens no folders; its file systems keep names by themselves.
    }
  }

  static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  static void delete(Path... files) {
    for (Path file : files) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // What is left is a part by its name, and is taken for nothing else.
      }
    }
  }

  static String sha256(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        sha.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (IOException e) {
      throw failed("there is no reading from", file);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  static TillwrightException failed(String what, Path file) {
    return new TillwrightException("backup.failed", false, what + " " + file);
  }
}
