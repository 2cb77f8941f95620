package dev.tillwright.core.store;

import dev.tillwright.core.TillwrightException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A bounded number of sessions for one use, opened when first needed and kept. */
final class Sessions implements AutoCloseable {
  private final Connections connections;
  private final Dialect dialect;
  private final Dialect.Use use;
  private final StoreErrors errors;
  private final Duration patience;
  private final int bound;
  private final Semaphore free;
  private final Deque<Session> idle = new ArrayDeque<>();
  private boolean closed;

  Sessions(
      Connections connections,
      Dialect dialect,
      Dialect.Use use,
      StoreErrors errors,
      Duration patience,
      int bound) {
    this.connections = connections;
    this.dialect = dialect;
    this.use = use;
    this.errors = errors;
    this.patience = patience;
    this.bound = bound;
    this.free = new Semaphore(bound, true);
  }

  /** A session for this thread alone, in the order of asking. */
  Session take() {
    try {
      if (!free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        throw errors.failed("store.locked", "is busy with other work of this program");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TillwrightException(
          "store.interrupted", true, "interrupted while waiting for the database");
    }
    boolean taken = false;
    try {
      Session kept;
      synchronized (idle) {
        kept = idle.pollFirst();
      }
      Session session = kept != null ? kept : open();
      taken = true;
      return session;
    } finally {
      if (!taken) {
        free.release();
      }
    }
  }

  private Session open() {
    try {
      Connection connection = connections.open(use);
      boolean sound = false;
      try {
        dialect.prepare(connection, use, patience);
        Session session = new Session(connection, dialect, use, errors);
        sound = true;
        return session;
      } finally {
        if (!sound) {
          connection.close();
        }
      }
    } catch (SQLException e) {
      throw errors.of(e);
    }
  }

  void giveBack(Session session) {
    boolean kept;
    synchronized (idle) {
      kept = !closed && session.usable();
      if (kept) {
        idle.addFirst(session);
      }
    }
    if (!kept) {
      session.close();
    }
    free.release();
  }

  /** Waits, within the patience, for sessions in use. One that is late closes when given back. */
  @Override
  public void close() {
    try {
      if (free.tryAcquire(bound, patience.toNanos(), TimeUnit.NANOSECONDS)) {
        free.release(bound);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (idle) {
      closed = true;
      for (Session session : idle) {
        session.close();
      }
      idle.clear();
    }
  }
}
