package dev.tillwright.core.journal;

import dev.tillwright.core.store.Database;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;

/**
 * Appends until it is killed, and prints each position once it is durable. Beside the books it
 * writes a file that nobody forces: what the cut takes of it shows that the cut is one.
 */
final class PowerCutChild {
  static final String BOOKS = "till.db";
  static final String UNFORCED = "unforced";

  private PowerCutChild() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Database database = Database.sqlite(folder.resolve(BOOKS));
    Journal journal = Journal.open(database, "till-01", Clock.systemUTC());
    journal.follow(new Sums("one"));
    FileChannel unforced =
        FileChannel.open(
            folder.resolve(UNFORCED), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    System.out.println("ready");
    for (int n = 0; true; n++) {
      Entry entry = journal.append(Journals.draft(n), Journals.SOON);
      unforced.write(ByteBuffer.wrap(new byte[] {'x'}));
      System.out.println(entry.seq() + " " + entry.hash());
      System.out.flush();
    }
  }
}
