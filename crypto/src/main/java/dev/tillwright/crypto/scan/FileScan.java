package dev.tillwright.crypto.scan;

import dev.tillwright.core.TillwrightException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/**
 * Goes through a file, or a folder and everything below it, and their names. Symbolic links below
 * it are not followed, and what is neither file nor folder is left out. Memory is bounded whatever
 * the size of a file.
 *
 * @param files how many files were read to their end
 * @param bytes how many bytes those had
 * @param found how many card numbers
 * @param unread files and folders that could not be read, the first 1,000; a scan that has any is
 *     not a clean one
 */
public record FileScan(long files, long bytes, long found, List<Path> unread) {
  private static final int MAX_UNREAD = 1_000;

  public FileScan {
    unread = List.copyOf(unread);
  }

  /**
   * Scans and tells each finding at once.
   *
   * @param path when it is itself a symbolic link, where that leads
   * @throws TillwrightException {@code scan.missing} when there is nothing at this path
   */
  public static FileScan of(Path path, PanScanner scanner, Consumer<FileFinding> sink) {
    if (!Files.exists(path)) {
      throw new TillwrightException("scan.missing", false, "there is no file or folder " + path);
    }
    Visitor visitor = new Visitor(scanner, sink);
    try {
      // Left as it is, a link would be one file that is none, and the scan a clean one of nothing.
      Path start = Files.isSymbolicLink(path) ? path.toRealPath() : path;
      Files.walkFileTree(start, Collections.emptySet(), Integer.MAX_VALUE, visitor);
    } catch (IOException e) {
      throw new TillwrightException("scan.failed", false, "the scan of " + path + " broke off");
    }
    return new FileScan(visitor.files, visitor.bytes, visitor.found, visitor.unread);
  }

  private static final class Visitor extends SimpleFileVisitor<Path> {
    private final PanScanner scanner;
    private final Consumer<FileFinding> sink;
    private final List<Path> unread = new ArrayList<>();
    private long files;
    private long bytes;
    private long found;

    Visitor(PanScanner scanner, Consumer<FileFinding> sink) {
      this.scanner = scanner;
      this.sink = sink;
    }

    private void name(Path named) {
      Path name = named.getFileName();
      if (name == null) {
        return; // the root of a file system
      }
      for (PanMatch match : scanner.scan(name.toString())) {
        found++;
        sink.accept(new FileFinding(named, match, true));
      }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      name(folder);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      name(file);
      if (!attributes.isRegularFile()) {
        return FileVisitResult.CONTINUE;
      }
      try (InputStream in = Files.newInputStream(file)) {
        bytes +=
            scanner.scan(
                in,
                match -> {
                  found++;
                  sink.accept(new FileFinding(file, match, false));
                });
        files++;
      } catch (IOException e) {
        return visitFileFailed(file, e);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException why) {
      if (unread.size() < MAX_UNREAD) {
        unread.add(file);
      }
      return FileVisitResult.CONTINUE;
    }
  }
}
