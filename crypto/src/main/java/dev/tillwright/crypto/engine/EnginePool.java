package dev.tillwright.crypto.engine;

import dev.tillwright.core.TillwrightException;
import java.security.GeneralSecurityException;
import java.util.concurrent.ArrayBlockingQueue;

/**
 * Engines between uses, at most sixteen. One is initialised with a zero key before it waits: a
 * pooled cipher was seen to keep the raw key in the heap.
 */
final class EnginePool<T> {
  private static final int POOLED = 16;

  private final ArrayBlockingQueue<T> waiting = new ArrayBlockingQueue<>(POOLED);
  private final Maker<T> maker;
  private final Step<T> scrub;

  EnginePool(Maker<T> maker, Step<T> scrub) {
    this.maker = maker;
    this.scrub = scrub;
  }

  /** Runs with an engine of its own. */
  <R> R use(Work<T, R> work) {
    T pooled = waiting.poll();
    T engine = null;
    try {
      engine = pooled != null ? pooled : maker.make();
      return work.with(engine);
    } catch (GeneralSecurityException e) {
      // Without the cause: the text of a provider's exception is not ours to vouch for.
      throw new TillwrightException(
          "key.unavailable", false, "this Java lacks a cipher that every Java has");
    } finally {
      if (engine != null) {
        giveBack(engine);
      }
    }
  }

  private void giveBack(T engine) {
    try {
      scrub.on(engine);
      waiting.offer(engine);
    } catch (GeneralSecurityException notReusable) {
      // Not offered: the next caller gets a fresh one.
    }
  }

  interface Maker<T> {
    T make() throws GeneralSecurityException;
  }

  interface Step<T> {
    void on(T engine) throws GeneralSecurityException;
  }

  interface Work<T, R> {
    R with(T engine) throws GeneralSecurityException;
  }
}
