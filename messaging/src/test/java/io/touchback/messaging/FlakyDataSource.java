package io.touchback.messaging;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** A database that can be taken away. */
final class FlakyDataSource implements DataSource {
  private final DataSource real;
  private volatile boolean away;
  private volatile boolean broken;
  private volatile boolean hanging;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();

  FlakyDataSource(DataSource real) {
    this.real = real;
  }

  void fail() {
    away = true;
  }

  /** Whoever asks for a connection runs into an error that is no exception. */
  void breakDown() {
    broken = true;
  }

  /** Whoever asks for a connection waits for it, deaf to interrupts as a socket is. */
  void hang() {
    hanging = true;
  }

  int waiting() {
    return waiting.get();
  }

  /** How often somebody asked for a connection. */
  int asked() {
    return asked.get();
  }

  void heal() {
    away = false;
    broken = false;
    hanging = false;
  }

  @Override
  public Connection getConnection() throws SQLException {
    asked.incrementAndGet();
    waiting.incrementAndGet();
    while (hanging) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
      Thread.interrupted();
    }
    waiting.decrementAndGet();
    if (broken) {
      throw new NoClassDefFoundError("of a driver");
    }
    if (away) {
      throw new SQLException("taken away", "08006");
    }
    return real.getConnection();
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    return getConnection();
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return real.getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    real.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    real.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return real.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getGlobal();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return real.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return real.isWrapperFor(type);
  }
}
