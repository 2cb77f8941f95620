package dev.tillwright.core.campaign;

import dev.tillwright.core.campaign.Aim.Moment;
import dev.tillwright.core.host.HostSimulator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Some lives of one till, on one file, at one host. */
final class Chapter implements AutoCloseable {
  private static final long LONGEST_LIFE_SECONDS = 120;
  private static final long LONGEST_WAIT_MILLIS = 2_500;
  private static final int ROUNDS_OF_A_LIFE = 10;

  private final Path file;
  private final Campaign.Kind kind;
  private final HostKind hostKind;
  private final Random random;
  private final Tally tally;
  private final HostSimulator host = HostSimulator.start(0);
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2);
  private final Screen screen = new Screen();
  private final DiskBooks books = new DiskBooks();
  private final Deque<Aim> aims = new ArrayDeque<>();
  private final Weather weather;
  private final Audit audit;

  Chapter(Path folder, Campaign.Kind kind, HostKind hostKind, long seed, Tally tally) {
    this.file = folder.resolve("till.db");
    this.kind = kind;
    this.hostKind = hostKind;
    this.random = new Random(seed);
    this.tally = tally;
    this.weather = new Weather(host, kind.faults(), timer, random.nextLong());
    this.audit = new Audit(file, books, screen);
    host.capabilities(hostKind.can());
  }

  /** Kills so many times, or, when nothing is to be killed, lets it storm so many times. */
  void run(int rounds) throws IOException, InterruptedException {
    for (int done = 0; done < rounds; ) {
      if (kind.kills()) {
        if (aims.isEmpty()) {
          aims.addAll(Aim.deck(random));
        }
        live(aims.remove(), 1);
        done++;
      } else {
        int now = Math.min(ROUNDS_OF_A_LIFE, rounds - done);
        live(null, now);
        done += now;
      }
    }
    live(null, 0); // a last one that only settles
    tally.entries += books.entries();
    tally.hostRequests += host.requests();
    Tally.add(tally.cutShort, screen.cutShort);
    Tally.add(tally.shown, screen.counts);
    Tally.add(tally.host, weather.seen());
  }

  private void live(Aim aim, int rounds) throws IOException, InterruptedException {
    tally.lives++;
    if (aim != null && kind.faults() && random.nextInt(5) == 0) {
      weather.plug(true); // it opens without a host
    }
    int cashiers = 1 + random.nextInt(2);
    try (ChildTill child =
        new ChildTill(
            file, host.port(), hostKind, random.nextLong(), cashiers, random.nextBoolean())) {
      ScheduledFuture<?> watch =
          timer.schedule(child::kill, LONGEST_LIFE_SECONDS, TimeUnit.SECONDS);
      int left = rounds;
      for (String line = child.next(); line != null; line = child.next()) {
        String[] words = line.split(" ");
        switch (words[0]) {
          case "opening" -> killAt(child, aim, aim != null && aim.moment() == Moment.OPENING);
          case "opened" -> {
            // It recovered; the questions follow.
          }
          case "about" -> {
            screen.about(words);
            killAt(child, aim, aim != null && aim.isStep(words[2]));
          }
          case "shown" -> screen.shown(words);
          case "paper" -> screen.paper(words);
          case "ask" -> left = answer(child, aim, words, left);
          default -> fail(child, aim, List.of(line.replace(" ~ ", "\n")));
        }
      }
      boolean hung = !watch.cancel(false);
      ended(child, aim, hung);
    }
  }

  private int answer(ChildTill child, Aim aim, String[] words, int left) {
    switch (words[1]) {
      case "calm" -> {
        weather.calm();
        child.say("ok");
      }
      case "settled" -> {
        settled(child, aim, words);
        if (left == 0) {
          child.say("end");
          return 0;
        }
        weather.storm();
        child.say("go");
        stormBegins(child, aim);
        return left - 1;
      }
      default -> {
        weather.plug(words[1].equals("offline"));
        child.say("ok");
      }
    }
    return left;
  }

  private void settled(ChildTill child, Aim aim, String[] words) {
    tally.audits++;
    tally.mostTries = Math.max(tally.mostTries, Integer.parseInt(words[3]));
    if (!words[2].equals("0")) {
      fail(child, aim, List.of(words[2] + " payments hang although the host answers"));
    }
    fail(child, aim, audit.settled(host.entries()));
  }

  private void stormBegins(ChildTill child, Aim aim) {
    if (aim == null) {
      after(300_000 + random.nextInt(600_000), () -> child.say("stop"));
      return;
    }
    // Whatever it aims at, it does not wait for ever.
    after(LONGEST_WAIT_MILLIS * 1_000, child::kill);
    boolean counts = random.nextBoolean();
    weather.watch(message -> aim.isMessage(message) && killAt(child, aim, true) && !counts);
    killAt(child, aim, aim.moment() == Moment.SELLING);
  }

  /** Answers whether it is dead by now. */
  private boolean killAt(ChildTill child, Aim aim, boolean now) {
    if (!now) {
      return false;
    } else if (aim.micros() == 0) {
      child.kill();
      return true;
    }
    after(aim.micros(), child::kill);
    return false;
  }

  private void after(long micros, Runnable task) {
    var unused = timer.schedule(task, micros, TimeUnit.MICROSECONDS);
  }

  private void ended(ChildTill child, Aim aim, boolean hung) throws InterruptedException {
    weather.watch(message -> false);
    screen.died();
    if (hung) {
      fail(child, aim, List.of("it hung"));
    }
    if (child.exit() != (aim == null ? 0 : 137)) {
      fail(child, aim, List.of("it ended with " + child.exit()));
    }
    fail(child, aim, audit.atAnyMoment(host.entries()));
    if (aim != null) {
      tally.kills++;
      tally.aims.merge(aim.toString(), 1, Integer::sum);
      tally.newestEntryAtDeath.merge(books.lastKind, 1, Integer::sum);
    }
  }

  private void fail(ChildTill child, Aim aim, List<String> findings) {
    if (!findings.isEmpty()) {
      throw new AssertionError(
          String.format(
              "in life %d, at the host %s%s%n  %s%nlast heard:%n  %s",
              tally.lives,
              hostKind,
              aim == null ? "" : ", to be killed at: " + aim,
              String.join("\n  ", findings),
              String.join("\n  ", child.last())));
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
    host.close();
  }
}
