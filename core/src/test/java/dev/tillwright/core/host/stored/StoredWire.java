package dev.tillwright.core.host.stored;

import dev.tillwright.core.payment.contract.Trouble;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A data source on whose wire commits and their answers get lost, late or held up. */
final class StoredWire {
  private final DataSource real;
  private final boolean sqlite;
  private final AtomicReference<@Nullable Trouble> next = new AtomicReference<>();
  private volatile CountDownLatch held = new CountDownLatch(0);
  volatile boolean away;

  StoredWire(DataSource real, boolean sqlite) {
    this.real = real;
    this.sqlite = sqlite;
  }

  void next(Trouble trouble) {
    held = new CountDownLatch(1);
    next.set(trouble);
  }

  /** What is held up goes on. */
  void release() {
    held.countDown();
  }

  DataSource source() {
    return proxy(
        DataSource.class,
        (self, method, arguments) -> {
          if (method.getName().equals("getConnection")) {
            if (away) {
              throw away();
            }
            return connection(real.getConnection());
          }
          return call(real, method, arguments);
        });
  }

  private SQLException broken() {
    // SQLite has no wire: there a failed commit is one of which nothing can be said.
    return sqlite ? new SQLException("wire", "", 10) : new SQLException("wire", "08006");
  }

  private SQLException away() {
    return sqlite ? new SQLException("wire", "", 5) : broken();
  }

  private Connection connection(Connection at) {
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          if (away && !method.getName().equals("close")) {
            at.close();
            throw away();
          }
          if (method.getName().equals("commit")) {
            return commit(at::commit);
          }
          Object result = call(at, method, arguments);
          if (result instanceof PreparedStatement prepared) {
            return proxy(
                PreparedStatement.class,
                (it, what, with) -> {
                  if (what.getName().startsWith("execute")) {
                    begin();
                  }
                  return call(prepared, what, with);
                });
          }
          return method.getName().equals("createStatement")
              ? statement((Statement) result, (Connection) self)
              : result;
        });
  }

  private Statement statement(Statement at, Connection of) {
    return proxy(
        Statement.class,
        (self, method, arguments) -> {
          if (away && !method.getName().equals("close")) {
            throw away();
          }
          if (method.getName().equals("getConnection")) {
            return of;
          }
          if (method.getName().equals("execute") && "commit".equals(arguments[0])) {
            return commit(() -> at.execute("commit"));
          }
          return call(at, method, arguments);
        });
  }

  private interface Step {
    void run() throws SQLException;
  }

  /** What gets lost at its begin never counts. */
  private void begin() throws SQLException {
    if (next.compareAndSet(Trouble.REQUEST_LOST, null)) {
      throw broken();
    }
  }

  private Object commit(Step commit) throws SQLException {
    Trouble trouble = next.getAndSet(null);
    if (trouble == null) {
      commit.run();
    } else if (trouble == Trouble.REPLY_LATE) {
      commit.run();
      await(1_300);
    } else {
      commit.run();
      throw broken();
    }
    return false;
  }

  private void await(long most) {
    try {
      held.await(most, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Object call(Object on, Method method, Object @Nullable [] arguments)
      throws Throwable {
    try {
      return method.invoke(on, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(StoredWire.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
