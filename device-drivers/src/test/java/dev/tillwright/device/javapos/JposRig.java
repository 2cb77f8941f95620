package dev.tillwright.device.javapos;

import dev.tillwright.device.contract.Trouble;
import dev.tillwright.device.spi.Scale.Load;
import dev.tillwright.device.spi.Scale.Weighing;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import jpos.JposConst;
import jpos.JposException;
import jpos.config.JposEntry;
import jpos.config.simple.SimpleEntry;
import jpos.events.DataEvent;
import jpos.events.DirectIOEvent;
import jpos.events.ErrorEvent;
import jpos.events.StatusUpdateEvent;
import jpos.loader.JposServiceInstance;
import jpos.loader.JposServiceInstanceFactory;
import jpos.loader.JposServiceLoader;
import jpos.services.CashDrawerService114;
import jpos.services.EventCallbacks;
import jpos.services.LineDisplayService114;
import jpos.services.MSRService114;
import jpos.services.POSPrinterService114;
import jpos.services.ScaleService114;
import jpos.services.ScannerService114;
import org.jspecify.annotations.Nullable;

/**
 * A small JavaPOS service of each kind: found by JavaPOS's own loader behind its own controls, with
 * a device that can be troubled. It behaves as vendors' do: a call that hangs cannot be ended.
 */
final class JposRig implements AutoCloseable {
  private static final Map<String, JposRig> RIGS = new ConcurrentHashMap<>();
  private static final AtomicLong NUMBER = new AtomicLong();

  final String name = "rig" + NUMBER.incrementAndGet();
  final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> scans = new ArrayList<>();
  private final List<Swiped> swipes = new ArrayList<>();
  private final StringBuilder paper = new StringBuilder();
  private final List<String> papers = new ArrayList<>();
  private final boolean transactions;
  private @Nullable Service owner;
  private @Nullable Trouble trouble;
  int pulses;
  boolean drawerOpen;
  boolean locked;
  boolean paperOut;
  boolean refusesCodes;
  boolean encrypts;
  private Weighing load = new Weighing(Load.MOTION, Optional.empty());
  private final List<StringBuilder> screen =
      List.of(new StringBuilder(" ".repeat(20)), new StringBuilder(" ".repeat(20)));

  JposRig(boolean transactions) {
    this.transactions = transactions;
    RIGS.put(name, this);
    JposEntry entry = new SimpleEntry();
    entry.addProperty(JposEntry.LOGICAL_NAME_PROP_NAME, name);
    entry.addProperty(JposEntry.SI_FACTORY_CLASS_PROP_NAME, Factory.class.getName());
    JposServiceLoader.getManager().getEntryRegistry().addJposEntry(name, entry);
  }

  synchronized void begin(Trouble next) {
    trouble = next;
    paperOut |= next == Trouble.PAPER_OUT;
    notifyAll();
  }

  synchronized void end() {
    trouble = null;
    paperOut = false;
    locked = false;
    notifyAll();
  }

  synchronized int papers(String text) {
    return (int) papers.stream().filter(each -> each.contains(text)).count();
  }

  synchronized String newest() {
    return papers.get(papers.size() - 1);
  }

  synchronized void put(Weighing weighing) {
    load = weighing;
  }

  /** What the display shows, a text a row. */
  synchronized List<String> screen() {
    return screen.stream().map(row -> row.toString().stripTrailing()).toList();
  }

  /** Somebody scans; told at once, or kept until data events are wanted, as JavaPOS says. */
  void scan(String text) {
    Service service;
    synchronized (this) {
      service = owner;
      if (service == null || !service.enabled) {
        return;
      }
      scans.add(text);
    }
    service.deliver();
  }

  /**
   * What a card gave.
   *
   * @param tracks in clear, or masked
   * @param sealed as the head encrypted them; empty for none
   * @param keySerial of their key
   * @param wrong a byte a track, the lowest that of track 1; nought when all were read
   */
  record Swiped(List<String> tracks, List<byte[]> sealed, byte[] keySerial, int wrong) {
    /** A test card in clear, with tracks 1 and 2. */
    static Swiped clear(int wrong) {
      return new Swiped(
          List.of(
              "B4111111111111111^DOE/JOHN^30121010000000000000",
              "4111111111111111=30121010000000000000",
              ""),
          List.of(new byte[0], new byte[0], new byte[0]),
          new byte[0],
          wrong);
    }
  }

  /** Somebody stands there with a card until the reader wants one. */
  synchronized void swipe(Swiped card) {
    swipes.add(card);
  }

  /** Somebody swipes now, wanted or not. */
  void swipeNow(Swiped card) {
    Service service;
    synchronized (this) {
      service = Objects.requireNonNull(owner);
      service.kept.add(card);
    }
    service.deliver();
  }

  /** The service tells something of itself. */
  void tell(int status) {
    EventCallbacks callbacks = callbacks();
    callbacks.fireStatusUpdateEvent(new StatusUpdateEvent(callbacks.getEventSource(), status));
  }

  /** A vendor's own event, which nobody here asked for. */
  void tellDirectly() {
    EventCallbacks callbacks = callbacks();
    callbacks.fireDirectIOEvent(new DirectIOEvent(callbacks.getEventSource(), 1, 2, "vendor"));
  }

  private synchronized EventCallbacks callbacks() {
    return Objects.requireNonNull(owner).callbacks;
  }

  private synchronized void fails() throws JposException {
    while (trouble == Trouble.SILENT || trouble == Trouble.STUCK) {
      try {
        wait();
      } catch (InterruptedException e) {
        // a vendor's native call is not interrupted
      }
    }
    if (trouble == Trouble.UNPLUGGED) {
      throw new JposException(JposConst.JPOS_E_OFFLINE, "4111111111111111 in a message");
    }
  }

  private synchronized void replyLost() throws JposException {
    if (trouble == Trouble.REPLY_LOST) {
      trouble = null;
      throw new JposException(JposConst.JPOS_E_FAILURE);
    }
  }

  @Override
  public void close() {
    end();
    RIGS.remove(name);
    JposServiceLoader.getManager().getEntryRegistry().removeJposEntry(name);
  }

  /** Named in the JavaPOS entry. */
  public static final class Factory implements JposServiceInstanceFactory {
    /** For JavaPOS. */
    public Factory() {}

    @Override
    public JposServiceInstance createInstance(String logicalName, JposEntry entry) {
      JposRig rig = Objects.requireNonNull(RIGS.get(logicalName));
      return (JposServiceInstance)
          Proxy.newProxyInstance(
              JposRig.class.getClassLoader(),
              new Class<?>[] {
                CashDrawerService114.class,
                ScannerService114.class,
                POSPrinterService114.class,
                ScaleService114.class,
                LineDisplayService114.class,
                MSRService114.class,
                JposServiceInstance.class
              },
              rig.new Service());
    }
  }

  /** As JavaPOS has it: what has no answer is null. */
  @SuppressWarnings("NullAway")
  private final class Service implements InvocationHandler {
    private EventCallbacks callbacks;
    private volatile boolean enabled;
    private boolean dataEvents;
    private boolean transaction;
    private String scanned = "";
    private final List<Swiped> kept = new ArrayList<>();
    private Swiped card = new Swiped(List.of("", "", ""), List.of(), new byte[0], 0);
    private int algorithm = encrypts ? 2 : 1;

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws JposException {
      synchronized (JposRig.this) {
        calls.add(method.getName());
      }
      return switch (method.getName()) {
        case "hashCode" -> System.identityHashCode(this);
        case "equals" -> proxy == arguments[0];
        case "toString" -> "service of " + name;
        case "getDeviceServiceVersion" -> 1_014_000;
        case "getPhysicalDeviceName" -> {
          fails();
          yield "Rig";
        }
        case "open" -> callbacks = (EventCallbacks) arguments[1];
        case "claim" -> claim((Integer) arguments[0]);
        case "release", "close", "deleteInstance" -> release();
        case "setDeviceEnabled" -> enable((Boolean) arguments[0]);
        case "setPowerNotify" ->
            throw new JposException(JposConst.JPOS_E_ILLEGAL, "no power state");
        case "checkHealth" -> {
          fails();
          yield null;
        }
        case "openDrawer" -> pulse();
        case "getDrawerOpened" -> {
          fails();
          yield drawerOpen;
        }
        case "setDataEventEnabled" -> dataEvents((Boolean) arguments[0]);
        case "clearInput" -> {
          synchronized (JposRig.this) {
            scans.clear();
            kept.clear();
          }
          yield null;
        }
        case "getScanDataLabel", "getScanData" -> scanned.getBytes(StandardCharsets.US_ASCII);
        case "getScanDataType" -> 104;
        case "getTrack1Data", "getTrack2Data", "getTrack3Data" ->
            card.tracks().get(track(method)).getBytes(StandardCharsets.US_ASCII);
        case "getTrack1EncryptedData", "getTrack2EncryptedData", "getTrack3EncryptedData" ->
            card.sealed().get(track(method));
        case "getAdditionalSecurityInformation" -> card.keySerial();
        case "getDataEncryptionAlgorithm" -> algorithm;
        case "setDataEncryptionAlgorithm" ->
            throw new JposException(JposConst.JPOS_E_ILLEGAL, "the head is as it is");
        case "getCapTransaction" -> transactions;
        case "getCapRecBarCode", "getCapRecPapercut" -> true;
        case "getCoverOpen", "getRecNearEnd" -> false;
        case "getRecEmpty" -> {
          fails();
          yield paperOut;
        }
        case "transactionPrint" -> transaction((Integer) arguments[1]);
        case "printNormal" -> put((String) arguments[1]);
        case "printBarCode" -> {
          if (refusesCodes) {
            throw new JposException(JposConst.JPOS_E_ILLEGAL, "no such code");
          }
          yield put("<" + arguments[1] + ">");
        }
        case "cutPaper" -> put("<cut>");
        case "getWeightUnit" -> 2; // kilograms
        case "readWeight" -> weigh((int[]) arguments[0]);
        case "clearText" -> {
          fails();
          yield cleared();
        }
        case "displayTextAt" -> {
          fails();
          yield shown((Integer) arguments[0], (Integer) arguments[1], (String) arguments[2]);
        }
        default -> method.getReturnType() == boolean.class ? false : null;
      };
    }

    private Object weigh(int[] thousandths) throws JposException {
      fails();
      synchronized (JposRig.this) {
        switch (load.load()) {
          case OVER -> throw new JposException(JposConst.JPOS_E_EXTENDED, 201, "over");
          case UNDER_ZERO -> throw new JposException(JposConst.JPOS_E_EXTENDED, 202, "under");
          case STABLE, STABLE_ZERO ->
              thousandths[0] =
                  load.weight().orElseThrow().amount().value().movePointRight(3).intValueExact();
          default -> throw new JposException(JposConst.JPOS_E_TIMEOUT);
        }
        return null;
      }
    }

    private Object cleared() {
      synchronized (JposRig.this) {
        for (StringBuilder row : screen) {
          row.setLength(0);
          row.append(" ".repeat(20));
        }
        return null;
      }
    }

    private Object shown(int row, int column, String text) {
      synchronized (JposRig.this) {
        screen.get(row).replace(column, column + text.length(), text);
        return null;
      }
    }

    private Object claim(int millis) throws JposException {
      long end = System.nanoTime() + millis * 1_000_000L;
      synchronized (JposRig.this) {
        while (owner != null && owner != this) {
          long left = (end - System.nanoTime()) / 1_000_000;
          if (left <= 0) {
            throw new JposException(JposConst.JPOS_E_TIMEOUT);
          }
          try {
            JposRig.this.wait(left);
          } catch (InterruptedException e) {
            throw new JposException(JposConst.JPOS_E_FAILURE);
          }
        }
        owner = this;
        return null;
      }
    }

    private Object release() {
      synchronized (JposRig.this) {
        if (owner == this) {
          owner = null;
          JposRig.this.notifyAll();
        }
        enabled = false;
        if (transaction) {
          paper.setLength(0); // a buffer goes with its service
        }
        return null;
      }
    }

    private Object enable(boolean on) throws JposException {
      if (on) {
        synchronized (JposRig.this) {
          if (trouble == Trouble.UNPLUGGED) {
            throw new JposException(JposConst.JPOS_E_NOHARDWARE);
          }
        }
      }
      enabled = on;
      return null;
    }

    private Object pulse() throws JposException {
      fails();
      synchronized (JposRig.this) {
        pulses++;
        drawerOpen |= !locked;
      }
      replyLost();
      return null;
    }

    private static int track(Method method) {
      return method.getName().charAt("getTrack".length()) - '1';
    }

    private Object dataEvents(boolean on) {
      dataEvents = on;
      synchronized (JposRig.this) {
        if (on && !swipes.isEmpty()) {
          kept.add(swipes.remove(0));
        }
      }
      deliver();
      return null;
    }

    /** One event, after which the application must ask for the next. */
    void deliver() {
      int wrong = 0;
      synchronized (JposRig.this) {
        if (!dataEvents || scans.isEmpty() && kept.isEmpty()) {
          return;
        }
        dataEvents = false;
        if (kept.isEmpty()) {
          scanned = scans.remove(0);
        } else {
          card = kept.remove(0);
          wrong = card.wrong();
        }
      }
      Object source = callbacks.getEventSource();
      if (wrong != 0) {
        // JPOS_EL_INPUT, JPOS_ER_CLEAR
        callbacks.fireErrorEvent(new ErrorEvent(source, JposConst.JPOS_E_EXTENDED, wrong, 2, 12));
      } else {
        callbacks.fireDataEvent(new DataEvent(source, 0));
      }
    }

    private Object transaction(int step) throws JposException {
      transaction = step == 11;
      if (step == 12) {
        fails();
        synchronized (JposRig.this) {
          if (trouble == Trouble.BREAKS_MID_JOB) {
            trouble = null;
            papers.add(paper.substring(0, paper.length() / 2));
            paper.setLength(0);
            throw new JposException(JposConst.JPOS_E_FAILURE);
          }
        }
        done();
      }
      return null;
    }

    private Object put(String text) throws JposException {
      if (!transaction) {
        fails();
      }
      synchronized (JposRig.this) {
        paper.append(text);
        if (!transaction && trouble == Trouble.BREAKS_MID_JOB) {
          trouble = null;
          papers.add(paper.toString());
          paper.setLength(0);
          throw new JposException(JposConst.JPOS_E_FAILURE);
        }
      }
      if (!transaction && text.equals("<cut>")) {
        done();
      }
      return null;
    }

    private void done() throws JposException {
      synchronized (JposRig.this) {
        papers.add(paper.toString());
        paper.setLength(0);
      }
      replyLost();
    }
  }
}
