package dev.tillwright.crypto.module;

import dev.tillwright.core.TillwrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.AEADBadTagException;
import javax.security.auth.login.LoginException;
import org.jspecify.annotations.Nullable;

/**
 * A token that is logged in to, by the JDK's PKCS#11 provider: a security module, a smart card, or
 * SoftHSM. For {@link Pkcs11Module} and {@link Pkcs11Ring}.
 *
 * <p><b>Guarantees.</b> Keys made or taken in are sensitive and not extractable: they do not leave
 * the token. Every call has the deadline. <b>Not promised:</b> who has the PIN and the token uses
 * the keys. A native call that hangs keeps its thread of the executor until it returns.
 *
 * <p>One token of a slot at a time in a process: closing logs the whole process out of it. Any
 * number of threads.
 */
public final class Pkcs11Token implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Provider provider;
  private final KeyStore store;
  private final String name;
  private final ExecutorService executor;
  private final Duration deadline;
  private final AtomicBoolean open = new AtomicBoolean(true);

  private Pkcs11Token(
      Provider provider, KeyStore store, String name, ExecutorService executor, Duration deadline) {
    this.provider = provider;
    this.store = store;
    this.name = name;
    this.executor = executor;
    this.deadline = deadline;
  }

  /**
   * Logs in.
   *
   * @param library the token's PKCS#11 library
   * @param slot its place among the slots that hold a token, from 0
   * @param pin stays the caller's to wipe
   * @param executor runs the native calls; stays the caller's to close, after this
   * @param deadline for each call, from one millisecond to ten minutes
   * @throws TillwrightException {@code key.wrongPin}: a few of them lock a token; {@code
   *     key.unavailable} when there is no such library, slot or token, or this Java has no PKCS#11
   *     provider; {@code key.timeout} (retryable)
   */
  public static Pkcs11Token open(
      Path library, int slot, char[] pin, ExecutorService executor, Duration deadline) {
    if (slot < 0) {
      throw new IllegalArgumentException("slots count from 0");
    }
    if (deadline.toMillis() < 1 || deadline.compareTo(Duration.ofMinutes(10)) > 0) {
      throw new IllegalArgumentException("a deadline is from one millisecond to ten minutes");
    }
    String path = library.toAbsolutePath().toString();
    if (!path.matches("[^\"\\n\\r]+") || !Files.isRegularFile(library)) {
      throw unavailable("there is no PKCS#11 library at " + library);
    }
    Objects.requireNonNull(executor, "executor");
    String name = "tillwright" + COUNT.incrementAndGet();
    char[] held = pin.clone();
    AtomicBoolean begun = new AtomicBoolean();
    try {
      return within(
          executor,
          deadline,
          () -> {
            begun.set(true);
            try {
              return logIn(path, slot, held, name, executor, deadline);
            } finally {
              Arrays.fill(held, '\0');
            }
          });
    } finally {
      // One that is too late still reads the PIN: wiped under it, it would count as a wrong one.
      if (!begun.get()) {
        Arrays.fill(held, '\0');
      }
    }
  }

  private static Pkcs11Token logIn(
      String library,
      int slot,
      char[] pin,
      String name,
      ExecutorService executor,
      Duration deadline)
      throws GeneralSecurityException {
    Provider base = Security.getProvider("SunPKCS11");
    if (base == null) {
      throw unavailable("this Java has no PKCS#11 provider");
    }
    Provider provider;
    try {
      provider =
          base.configure(
              """
              --name = %s
              library = "%s"
              slotListIndex = %s
              attributes(*, CKO_SECRET_KEY, *) = {
                CKA_SENSITIVE = true
                CKA_EXTRACTABLE = false
                CKA_ENCRYPT = true
                CKA_DECRYPT = true
                CKA_SIGN = true
                CKA_VERIFY = true
              }
              """
                  .formatted(name, library, slot));
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, pin);
      return new Pkcs11Token(provider, store, "pkcs11 slot " + slot, executor, deadline);
    } catch (IOException e) {
      throw new TillwrightException(
          "key.wrongPin", false, "the token in slot " + slot + " does not take the PIN");
    } catch (RuntimeException e) {
      throw unavailable("there is no token in slot " + slot);
    }
  }

  String name() {
    return name;
  }

  Provider provider() {
    return provider;
  }

  /** The key of that label; none when the token has none. */
  @Nullable Key key(String label) {
    return call(() -> store.getKey(label, null));
  }

  /** Keeps a key in the token under a label, in place of what an unfinished step left there. */
  void keep(String label, Key key) {
    call(
        () -> {
          store.setKeyEntry(label, key, null, null);
          return true;
        });
  }

  void delete(String label) {
    call(
        () -> {
          if (store.containsAlias(label)) {
            store.deleteEntry(label);
          }
          return true;
        });
  }

  List<String> labels() {
    return call(() -> Collections.list(store.aliases()));
  }

  /**
   * Runs with the deadline.
   *
   * @throws TillwrightException {@code key.refused} for a tag that is wrong; {@code
   *     key.unavailable} for all other failures of the token; {@code key.timeout}
   */
  <T> T call(Callable<T> native1) {
    if (!open.get()) {
      throw new IllegalStateException("the token was closed");
    }
    return within(executor, deadline, native1);
  }

  private static <T> T within(ExecutorService executor, Duration deadline, Callable<T> work) {
    Future<T> running;
    try {
      running = executor.submit(work);
    } catch (RejectedExecutionException e) {
      throw new TillwrightException("key.timeout", true, "no thread is free to ask the token");
    }
    try {
      return running.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      running.cancel(true);
      throw new TillwrightException("key.timeout", true, "the token did not answer in time");
    } catch (InterruptedException e) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      throw new TillwrightException("key.timeout", true, "interrupted while waiting for the token");
    } catch (ExecutionException e) {
      throw translated(e.getCause());
    }
  }

  /** Without causes: the texts of a native library are not ours to vouch for. */
  private static RuntimeException translated(@Nullable Throwable cause) {
    if (cause instanceof TillwrightException || cause instanceof IllegalArgumentException) {
      return (RuntimeException) cause;
    }
    if (cause instanceof AEADBadTagException) {
      return new TillwrightException(
          "key.refused",
          false,
          "the sealed bytes, their context or the key do not belong together");
    }
    if (cause instanceof Error error) {
      throw error;
    }
    boolean gone = cause instanceof ProviderException;
    return new TillwrightException("key.unavailable", gone, "the token failed");
  }

  private static TillwrightException unavailable(String message) {
    return new TillwrightException("key.unavailable", false, message);
  }

  /** Logs out. May be called again. */
  @Override
  public void close() {
    if (open.compareAndSet(true, false)) {
      within(
          executor,
          deadline,
          () -> {
            try {
              ((AuthProvider) provider).logout();
            } catch (LoginException alreadyOut) {
              // The token was taken away, or another has logged out: nothing is left to do.
            }
            return true;
          });
    }
  }

  @Override
  public String toString() {
    return "Pkcs11Token[" + name + "]";
  }
}
