package dev.tillwright.examples.day;

import dev.tillwright.core.TillwrightException;
import dev.tillwright.core.checkpoint.Checkpoint;
import dev.tillwright.core.checkpoint.CheckpointKeys;
import dev.tillwright.core.store.Database;
import dev.tillwright.examples.ExampleException;
import dev.tillwright.examples.shop.CornerShop;
import dev.tillwright.examples.shop.House;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;

/**
 * The folder of one run. What an earlier run left is set aside under {@code earlier}, never
 * deleted: a journal is not thrown away, not even a played one.
 */
record Folder(Path path) {
  private static final String EARLIER = "earlier";
  private static final int MAX_EARLIER = 10_000;

  static Folder prepare(Path path) {
    try {
      Files.createDirectories(path);
      setAside(path);
      Files.createDirectories(path.resolve("vault"));
      Files.createDirectories(path.resolve("receipts"));
    } catch (IOException e) {
      throw new ExampleException("cannot write to the folder " + path);
    }
    return new Folder(path);
  }

  private static void setAside(Path path) throws IOException {
    if (!Files.exists(path.resolve("till.db"))) {
      return;
    }
    refuseInUse(path.resolve("till.db"));
    Path earlier = null;
    for (int i = 1; i <= MAX_EARLIER && earlier == null; i++) {
      Path candidate = path.resolve(EARLIER).resolve(String.valueOf(i));
      earlier = Files.exists(candidate) ? null : candidate;
    }
    if (earlier == null) {
      throw new ExampleException("too many earlier runs in " + path.resolve(EARLIER));
    }
    Files.createDirectories(earlier);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
      for (Path file : files) {
        if (!file.endsWith(EARLIER)) {
          Files.move(file, earlier.resolve(file.getFileName()));
        }
      }
    }
  }

  /** Books that a till has open, here or elsewhere, are not moved from under it. */
  private static void refuseInUse(Path books) {
    try {
      Database.sqlite(books, Duration.ofSeconds(2)).close();
    } catch (TillwrightException e) {
      if (e.code().equals("store.locked")) {
        throw e;
      }
      // Damaged books are set aside like any others, to be looked at.
    }
  }

  Path program() {
    return path.resolve("program.json");
  }

  Path receipts() {
    return path.resolve("receipts");
  }

  /** A day's checkpoint and the key that verifies it; a real shop keeps both elsewhere. */
  void keep(long day, Checkpoint checkpoint, PublicKey key) {
    try {
      Path kept = Files.createDirectories(path.resolve("checkpoints"));
      Files.writeString(kept.resolve("z-" + day + ".json"), checkpoint.toJson());
      Files.writeString(kept.resolve("key.txt"), CheckpointKeys.text(key));
    } catch (IOException e) {
      throw new ExampleException("cannot write checkpoints to " + path);
    }
  }

  /** The month of the corner shop, written out so that it can be looked at. */
  Path month(House house) {
    Path file = path.resolve(house.month());
    try {
      CornerShop.write(file, house, CornerShop.DEFAULT_SEED);
    } catch (IOException e) {
      throw new ExampleException("cannot write " + file);
    }
    return file;
  }

  /** The program that is in force, as it was given. */
  void keepProgram(String json) {
    try {
      Files.writeString(program(), json);
    } catch (IOException e) {
      throw new ExampleException("cannot write " + program());
    }
  }
}
