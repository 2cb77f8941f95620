package dev.tillwright.core.central;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.sql.DataSource;

/** Notes which statements reach a database, with an example of their arguments, and what failed. */
final class Recorder {
  /** Statements with the arguments of their first use. */
  final Map<String, List<Object>> statements =
      java.util.Collections.synchronizedMap(new LinkedHashMap<>());

  /** How often the server answered with an error, by SQL state. */
  final ConcurrentMap<String, Integer> failures = new ConcurrentHashMap<>();

  DataSource before(DataSource real) {
    return proxy(
        DataSource.class,
        (self, method, arguments) -> {
          Connection connection = real.getConnection();
          return proxy(
              Connection.class,
              (s, m, a) -> {
                Object answer = call(connection, m, a);
                return m.getName().equals("prepareStatement")
                    ? statement((PreparedStatement) answer, (String) a[0])
                    : answer;
              });
        });
  }

  private PreparedStatement statement(PreparedStatement real, String sql) {
    Map<Integer, Object> values = new TreeMap<>();
    return proxy(
        PreparedStatement.class,
        (self, method, arguments) -> {
          String name = method.getName();
          if (name.startsWith("set") && arguments != null && arguments.length == 2) {
            values.put((Integer) arguments[0], arguments[1]);
          } else if (name.startsWith("execute")) {
            statements.putIfAbsent(sql, new ArrayList<>(values.values()));
          }
          return call(real, method, arguments);
        });
  }

  private Object call(Object real, java.lang.reflect.Method method, Object[] arguments)
      throws Throwable {
    try {
      return method.invoke(real, arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof SQLException failure && failure.getSQLState() != null) {
        failures.merge(failure.getSQLState(), 1, Integer::sum);
      }
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(Recorder.class.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
