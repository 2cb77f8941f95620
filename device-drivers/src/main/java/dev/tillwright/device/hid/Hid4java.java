package dev.tillwright.device.hid;

import dev.tillwright.device.spi.DeviceException;
import dev.tillwright.device.spi.Fault;
import dev.tillwright.device.spi.Phase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The library {@code org.hid4java:hid4java} 0.8, met by reflection so that nobody needs it who has
 * no such device. Its native part (hidapi) is loaded with the first device that is opened; its
 * scanning thread is never started.
 */
final class Hid4java implements HidLibrary {
  private @Nullable Object services;

  @Override
  public synchronized Optional<Handle> open(int vendor, int product, String serial) {
    Object all = services == null ? load() : services;
    services = all;
    call(all, "scan");
    Object device = call(all, "getHidDevice", vendor, product, serial.isEmpty() ? null : serial);
    return device != null && Boolean.TRUE.equals(call(device, "open"))
        ? Optional.of(new Open(device))
        : Optional.empty();
  }

  private static Object load() {
    try {
      Class<?> settings = Class.forName("org.hid4java.HidServicesSpecification");
      Object quiet = settings.getConstructor().newInstance();
      // It would look for devices each half second, and end the JVM's other users with itself.
      settings.getMethod("setAutoStart", boolean.class).invoke(quiet, false);
      settings.getMethod("setAutoShutdown", boolean.class).invoke(quiet, false);
      Object made =
          Class.forName("org.hid4java.HidManager")
              .getMethod("getHidServices", settings)
              .invoke(null, quiet);
      if (made != null) {
        return made;
      }
    } catch (InvocationTargetException | LinkageError e) {
      throw DeviceException.of(
          Fault.NATIVE, Phase.CONNECT, "hid4java: its native library could not be loaded");
    } catch (ReflectiveOperationException e) {
      // said below
    }
    throw DeviceException.of(
        Fault.NO_DRIVER, Phase.CONNECT, "org.hid4java:hid4java is not on the class path");
  }

  private static @Nullable Object call(Object target, String name, @Nullable Object... arguments) {
    try {
      for (Method method : target.getClass().getMethods()) {
        if (method.getName().equals(name) && fits(method.getParameterTypes(), arguments)) {
          return method.invoke(target, arguments);
        }
      }
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      throw DeviceException.of(Fault.NATIVE, Phase.READ, "hid4java: " + name + " failed");
    }
    throw DeviceException.of(
        Fault.CONFIGURATION, Phase.CONNECT, "this hid4java has no " + name + ": version 0.8 has");
  }

  private static boolean fits(Class<?>[] wanted, @Nullable Object[] given) {
    boolean fits = wanted.length == given.length;
    for (int i = 0; fits && i < wanted.length; i++) {
      fits =
          given[i] == null
              ? !wanted[i].isPrimitive()
              : wanted[i].isInstance(given[i])
                  || wanted[i] == int.class && given[i] instanceof Integer;
    }
    return fits;
  }

  private record Open(Object device) implements Handle {
    @Override
    public byte[] descriptor() {
      byte[] buffer = new byte[HidDescriptor.MAX_BYTES];
      int length = number(call(device, "getReportDescriptor", (Object) buffer));
      return Arrays.copyOf(buffer, Math.max(0, Math.min(length, buffer.length)));
    }

    @Override
    public int read(byte[] into, int millis) {
      return number(call(device, "read", into, millis));
    }

    @Override
    public void close() {
      var unused = call(device, "close");
    }

    private static int number(@Nullable Object answer) {
      return answer instanceof Integer it ? it : -1;
    }
  }
}
