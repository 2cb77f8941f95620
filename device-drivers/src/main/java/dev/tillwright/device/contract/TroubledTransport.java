package dev.tillwright.device.contract;

import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import dev.tillwright.device.transport.Connection;
import dev.tillwright.device.transport.Transport;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A transport that troubles the driver above it, so that a bench gets {@link Trouble} for nothing:
 * all but {@link Trouble#PAPER_OUT}, of any device reached by a {@link Transport}.
 *
 * <p><b>Threads.</b> Any.
 */
public final class TroubledTransport implements Transport {
  private static final int USUAL_JOB = 16;

  private final Transport good;
  private final int jobBytes;
  private final List<TroubledConnection> open = new ArrayList<>();
  private boolean silent;
  private boolean stuck;
  private boolean unplugged;
  private boolean garbled;
  private boolean breaksMidJob;
  private boolean losesReply;

  private TroubledTransport(Transport good, int jobBytes) {
    this.good = Objects.requireNonNull(good, "good");
    this.jobBytes = jobBytes;
  }

  /** Around a transport that works; a write of 16 bytes and more is taken for a job. */
  public static TroubledTransport around(Transport good) {
    return new TroubledTransport(good, USUAL_JOB);
  }

  /**
   * Around a transport that works.
   *
   * @param jobBytes how long a write is that is a job, and not a question before it; 2 and more
   */
  public static TroubledTransport around(Transport good, int jobBytes) {
    if (jobBytes < 2) {
      throw new IllegalArgumentException("a job that can break has two bytes and more");
    }
    return new TroubledTransport(good, jobBytes);
  }

  /** For {@link DeviceBench#can}. */
  public boolean can(Trouble trouble) {
    return trouble != Trouble.PAPER_OUT;
  }

  /** For {@link DeviceBench#begin}. */
  public void begin(Trouble trouble) {
    List<TroubledConnection> lost = List.of();
    synchronized (this) {
      switch (trouble) {
        case SILENT -> silent = true;
        case STUCK -> stuck = true;
        case GARBLED -> garbled = true;
        case BREAKS_MID_JOB -> breaksMidJob = true;
        case REPLY_LOST -> losesReply = true;
        case UNPLUGGED -> {
          unplugged = true;
          lost = List.copyOf(open);
        }
        case PAPER_OUT -> throw new IllegalStateException("a transport has no paper");
      }
      notifyAll();
    }
    lost.forEach(TroubledConnection::abort);
  }

  /** For {@link DeviceBench#end}. */
  public synchronized void end() {
    silent = false;
    stuck = false;
    unplugged = false;
    garbled = false;
    breaksMidJob = false;
    losesReply = false;
    notifyAll();
  }

  @Override
  public Connection connect(Deadline deadline) {
    synchronized (this) {
      if (unplugged) {
        throw DeviceException.of(Fault.REFUSED, Phase.CONNECT, "the device is unplugged");
      }
    }
    TroubledConnection connection = new TroubledConnection(this, good.connect(deadline));
    synchronized (this) {
      if (!unplugged) {
        open.add(connection);
        return connection;
      }
    }
    connection.abort(); // the cable came out while it was made
    throw DeviceException.of(Fault.REFUSED, Phase.CONNECT, "the device is unplugged");
  }

  synchronized void closed(TroubledConnection connection) {
    open.remove(connection);
    notifyAll();
  }

  synchronized boolean garbled() {
    return garbled;
  }

  synchronized boolean swallows() {
    return silent;
  }

  /** Whether this write is the job that breaks; says so once. */
  synchronized boolean breaks(int bytes) {
    boolean now = breaksMidJob && bytes >= jobBytes;
    breaksMidJob &= !now;
    return now;
  }

  /** Whether the answer to this write is the one that gets lost; says so once. */
  synchronized boolean losesReplyTo(int bytes) {
    boolean now = losesReply && bytes >= jobBytes;
    losesReply &= !now;
    return now;
  }

  /** Waits while nothing comes, or goes, through a connection that is open. */
  synchronized void pass(TroubledConnection connection, Phase phase, Deadline deadline) {
    while ((phase == Phase.READ ? silent : stuck) && open.contains(connection)) {
      if (deadline.passed()) {
        throw DeviceException.of(Fault.TIMEOUT, phase, "the device is in trouble");
      }
      try {
        wait(deadline.waitMillis());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw DeviceException.of(Fault.CANCELLED, phase, "the wait was interrupted");
      }
    }
    if (!open.contains(connection)) {
      throw DeviceException.of(Fault.LOST, phase, "the connection was closed");
    }
  }
}
