package dev.tillwright.core.store;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import javax.sql.DataSource;

/** Data sources that are not quite what they seem. */
final class Faked {
  /** Looks at a call of a connection, and may change its arguments. */
  interface Look {
    void at(String method, Object[] arguments);
  }

  private Faked() {}

  static DataSource source(DataSource real, Look look) {
    return proxy(
        DataSource.class,
        (self, method, arguments) -> {
          Connection connection = real.getConnection();
          return proxy(
              Connection.class,
              (s, m, a) -> {
                look.at(m.getName(), a == null ? new Object[0] : a);
                try {
                  return m.invoke(connection, a);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
        });
  }

  /** A pool of one: closing a connection gives it back. */
  static DataSource pool(Connection only) {
    return proxy(
        DataSource.class,
        (self, method, arguments) ->
            proxy(
                Connection.class,
                (s, m, a) -> {
                  if (m.getName().equals("close")) {
                    return null;
                  }
                  try {
                    return m.invoke(only, a);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                }));
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Faked.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
