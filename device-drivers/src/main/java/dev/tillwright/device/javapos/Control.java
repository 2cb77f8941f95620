package dev.tillwright.device.javapos;

import dev.tillwright.device.spi.CallThread;
import dev.tillwright.device.spi.Deadline;
import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/**
 * One JavaPOS control. It knows no deadlines, so it is called on a thread of its own; one whose
 * call hangs is left behind with its thread, and let go when the call comes back.
 *
 * <p><b>Guarantee.</b> What it throws is a {@link DeviceException} with the code and never the text
 * of the service, which may hold anything.
 */
final class Control {
  private final Object control;
  private final String who;
  private final CallThread calls;
  private volatile int lastCode;

  /** JPOS_E_TIMEOUT. */
  static final int TIMED_OUT = 112;

  private Control(Object control, String who) {
    this.control = control;
    this.who = who;
    this.calls = CallThread.start(who);
  }

  /**
   * A control that nobody has called yet.
   *
   * @param who it is, for messages
   */
  static Control around(Object control, String who) {
    return new Control(control, who);
  }

  /** Calls a method by its name; the numbers, truths and texts of JavaPOS come as such. */
  Object call(Phase phase, Deadline deadline, String method, Object... arguments) {
    return calls.call(
        phase,
        deadline,
        () -> {
          lastCode = 0; // one that hangs has none
          return now(phase, method, arguments);
        });
  }

  boolean asks(Phase phase, Deadline deadline, String property) {
    return (Boolean) call(phase, deadline, "get" + property);
  }

  /** The same on this thread, for answers to an event, which come while the service waits. */
  Object now(Phase phase, String name, Object... arguments) {
    try {
      return method(name, arguments.length).invoke(control, arguments);
    } catch (InvocationTargetException e) {
      throw failed(phase, name, e.getCause() == null ? e : e.getCause());
    } catch (IllegalAccessException | IllegalArgumentException e) {
      throw DeviceException.of(
          Fault.CONFIGURATION, phase, who + " is no JavaPOS control that has " + name);
    }
  }

  private Method method(String name, int parameters) {
    for (Method method : control.getClass().getMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == parameters) {
        return method;
      }
    }
    throw DeviceException.of(
        Fault.CONFIGURATION, Phase.PREPARE, who + " is no JavaPOS control that has " + name);
  }

  private DeviceException failed(Phase phase, String method, Throwable cause) {
    if (cause instanceof LinkageError) {
      return DeviceException.of(
          Fault.NATIVE, phase, who + ": a library of the JavaPOS service is missing");
    }
    JposCode code = JposCode.of(number(cause, "getErrorCode")).orElse(null);
    int extension = code == JposCode.EXTENDED ? number(cause, "getErrorCodeExtended") : 0;
    lastCode = extension != 0 ? extension : number(cause, "getErrorCode");
    if (code == null) {
      String type = cause.getClass().getName();
      return DeviceException.of(Fault.PROTOCOL, phase, who + ": " + method + " threw " + type);
    }
    String extended = code == JposCode.EXTENDED ? " " + extension : "";
    DeviceException failure =
        DeviceException.of(
            code.fault(), phase, who + ": " + method + " gave " + code.constant() + extended);
    boolean mayHaveDone = phase == Phase.WRITE && !code.refusesAtOnce();
    return mayHaveDone ? failure.outcomeUnknown() : failure;
  }

  /** The code of the service's last failure, the extended one where there is one. */
  int lastCode() {
    return lastCode;
  }

  /** A number of a JposException; 0 for any other. */
  private static int number(Throwable cause, String name) {
    try {
      return (Integer) cause.getClass().getMethod(name).invoke(cause);
    } catch (ReflectiveOperationException | ClassCastException e) {
      return 0;
    }
  }

  /**
   * Hears the events of a kind, on the service's thread.
   *
   * @param event {@code "StatusUpdate"}, {@code "Data"}, {@code "Error"}
   */
  void hear(String event, Consumer<Object> listener) {
    Method add = method("add" + event + "Listener", 1);
    Class<?> type = add.getParameterTypes()[0];
    Object bridge =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              if (method.getDeclaringClass() == Object.class) {
                return switch (method.getName()) {
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> System.identityHashCode(proxy);
                  default -> "listener of " + who;
                };
              }
              listener.accept(arguments[0]);
              return null;
            });
    now(Phase.CONNECT, "add" + event + "Listener", bridge);
  }

  /** A number that an event holds; -1 when it does not. */
  static int told(Object event, String property) {
    try {
      return (Integer) event.getClass().getMethod("get" + property).invoke(event);
    } catch (ReflectiveOperationException | ClassCastException e) {
      return -1;
    }
  }

  /** Whether it can be called: none of its calls hangs. */
  boolean answers() {
    return calls.answers();
  }

  /** Lets the device go, at once; a service that hangs does so when it comes back. */
  void leave() {
    calls.leave(
        () -> {
          for (Runnable last :
              new Runnable[] {
                () -> now(Phase.CLOSE, "setDeviceEnabled", false),
                () -> now(Phase.CLOSE, "release"),
                () -> now(Phase.CLOSE, "close")
              }) {
            try {
              last.run();
            } catch (DeviceException e) {
              // It is let go as far as it can be.
            }
          }
        });
  }
}
