package com.example.drawer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** The drawer itself, without metal: what it does with each command. */
final class VirtualDrawer implements AutoCloseable {
  private final ServerSocket server;
  private boolean open;
  private boolean locked;
  private int pulses;

  VirtualDrawer() {
    try {
      server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new IllegalStateException("no port is free", e);
    }
    daemon(this::accept);
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "virtual-drawer");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        daemon(() -> serve(socket));
      } catch (IOException e) {
        Thread.onSpinWait();
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      for (int command = in.read(); command >= 0; command = in.read()) {
        if (command != '\r') {
          socket.getOutputStream().write(answer(command));
        }
      }
    } catch (IOException e) {
      // The driver hung up.
    }
  }

  private synchronized int answer(int command) {
    if (command == 'O') {
      pulses++;
      open |= !locked;
      return '+';
    }
    return open ? 'o' : 'c';
  }

  int port() {
    return server.getLocalPort();
  }

  synchronized void shut() {
    open = false;
  }

  synchronized void lock(boolean yes) {
    locked = yes;
  }

  synchronized int pulses() {
    return pulses;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      // It is closed either way.
    }
  }
}
