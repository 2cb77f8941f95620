package dev.tillwright.core;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * SQLite connections on which a test can let any statement fail, before or after it took effect.
 */
public final class FaultySource {
  /** Throws where the test wants a failure. */
  public interface Fault {
    void at(String sql, boolean done) throws SQLException;
  }

  private final Path file;
  public volatile Fault fault = (sql, done) -> {};
  public volatile String product = "SQLite";

  public FaultySource(Path file) {
    this.file = file;
  }

  /** An error with SQLite's code. */
  public static SQLException error(int code) {
    return new SQLException("with a value that must not be shown", null, code);
  }

  public DataSource dataSource() {
    return proxy(
        DataSource.class,
        (self, method, arguments) ->
            connection(DriverManager.getConnection("jdbc:sqlite:" + file)));
  }

  private Connection connection(Connection real) {
    return proxy(
        Connection.class,
        (self, method, arguments) -> {
          if (method.getName().equals("getMetaData")) {
            return proxy(DatabaseMetaData.class, (s, m, a) -> product);
          }
          if (method.getName().equals("prepareStatement")) {
            fault.at((String) arguments[0], false);
          }
          Object result = call(() -> method.invoke(real, arguments));
          return method.getName().equals("createStatement")
              ? statement((Statement) result)
              : result;
        });
  }

  private Statement statement(Statement real) {
    return proxy(
        Statement.class,
        (self, method, arguments) -> {
          boolean runs = method.getName().equals("execute");
          if (runs) {
            fault.at((String) arguments[0], false);
          }
          Object result = call(() -> method.invoke(real, arguments));
          if (runs) {
            fault.at((String) arguments[0], true);
          }
          return result;
        });
  }

  private static Object call(java.util.concurrent.Callable<Object> call) throws Throwable {
    try {
      return call.call();
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            FaultySource.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
