// SPDX-License-Identifier: Apache-2.0

/*
 * The part of Boost.Thread that plugins use, for WebAssembly with one thread. Boost's own headers refuse to compile there.
 * Locks are counted, so that a plugin which would wait forever gets an exception instead; a thread cannot be started.
 */
#ifndef ORTHANC_WASM_BOOST_THREAD_HPP
#define ORTHANC_WASM_BOOST_THREAD_HPP

#include <chrono>
#include <cstddef>
#include <ostream>
#include <stdexcept>
#include <string>
#include <utility>

#include <time.h>

namespace boost
{
  class thread_exception : public std::runtime_error
  {
  public:
    explicit thread_exception(const std::string& what) : std::runtime_error(what)
    {
    }
  };

  /** Thrown by the constructor of a thread. */
  class thread_resource_error : public thread_exception
  {
  public:
    thread_resource_error() : thread_exception("boost::thread: WebAssembly plugins have one thread")
    {
    }
  };

  class lock_error : public thread_exception
  {
  public:
    explicit lock_error(const std::string& what) : thread_exception(what)
    {
    }
  };

  class condition_error : public thread_exception
  {
  public:
    explicit condition_error(const std::string& what) : thread_exception(what)
    {
    }
  };

  /** Never thrown: no other thread can interrupt. */
  class thread_interrupted
  {
  };

  struct defer_lock_t
  {
  };
  struct try_to_lock_t
  {
  };
  struct adopt_lock_t
  {
  };
  static const defer_lock_t defer_lock = {};
  static const try_to_lock_t try_to_lock = {};
  static const adopt_lock_t adopt_lock = {};

  namespace this_thread
  {
    namespace orthanc_wasm
    {
      inline void sleep_seconds(double seconds)
      {
        if (seconds <= 0) return;
        struct timespec rest;
        rest.tv_sec = static_cast<time_t>(seconds);
        rest.tv_nsec = static_cast<long>((seconds - static_cast<double>(rest.tv_sec)) * 1e9);
        nanosleep(&rest, NULL);
      }

      /** Seconds of a duration of std::chrono or Boost.Chrono. */
      template <typename Duration>
      auto seconds_of(const Duration& duration) -> decltype(duration.count(), double())
      {
        return static_cast<double>(duration.count()) * Duration::period::num / Duration::period::den;
      }

      /** Seconds of a duration of Boost.DateTime. */
      template <typename Duration>
      auto seconds_of(const Duration& duration) -> decltype(duration.total_microseconds(), double())
      {
        return static_cast<double>(duration.total_microseconds()) / 1e6;
      }
    }

    template <typename Duration>
    void sleep_for(const Duration& duration)
    {
      orthanc_wasm::sleep_seconds(orthanc_wasm::seconds_of(duration));
    }

    template <typename Duration>
    void sleep(const Duration& duration)
    {
      sleep_for(duration);
    }

    inline void yield()
    {
    }

    inline void interruption_point()
    {
    }

    inline bool interruption_requested()
    {
      return false;
    }
  }

  template <typename Mutex>
  class unique_lock;

  class mutex
  {
  public:
    mutex() : isLocked_(false)
    {
    }

    mutex(const mutex&) = delete;
    mutex& operator=(const mutex&) = delete;

    void lock()
    {
      if (!try_lock()) throw lock_error("boost::mutex: this thread has locked it already, and there is no other");
    }

    bool try_lock()
    {
      const bool isFree = !isLocked_;
      isLocked_ = true;
      return isFree;
    }

    template <typename Duration>
    bool timed_lock(const Duration& duration)
    {
      if (try_lock()) return true;
      this_thread::sleep_for(duration);
      return false;
    }

    template <typename Duration>
    bool try_lock_for(const Duration& duration)
    {
      return timed_lock(duration);
    }

    void unlock()
    {
      isLocked_ = false;
    }

    typedef unique_lock<mutex> scoped_lock;

  private:
    bool isLocked_;
  };

  typedef mutex timed_mutex;

  class recursive_mutex
  {
  public:
    recursive_mutex() : depth_(0)
    {
    }

    recursive_mutex(const recursive_mutex&) = delete;
    recursive_mutex& operator=(const recursive_mutex&) = delete;

    void lock()
    {
      depth_++;
    }

    bool try_lock()
    {
      depth_++;
      return true;
    }

    void unlock()
    {
      if (depth_ > 0) depth_--;
    }

    typedef unique_lock<recursive_mutex> scoped_lock;

  private:
    std::size_t depth_;
  };

  typedef recursive_mutex recursive_timed_mutex;

  class shared_mutex
  {
  public:
    shared_mutex() : readers_(0), isLocked_(false)
    {
    }

    shared_mutex(const shared_mutex&) = delete;
    shared_mutex& operator=(const shared_mutex&) = delete;

    void lock()
    {
      if (!try_lock()) throw lock_error("boost::shared_mutex: this thread has locked it already, and there is no other");
    }

    bool try_lock()
    {
      if (isLocked_ || readers_ > 0) return false;
      isLocked_ = true;
      return true;
    }

    void unlock()
    {
      isLocked_ = false;
    }

    void lock_shared()
    {
      if (!try_lock_shared())
        throw lock_error("boost::shared_mutex: this thread has locked it already, and there is no other");
    }

    bool try_lock_shared()
    {
      if (isLocked_) return false;
      readers_++;
      return true;
    }

    void unlock_shared()
    {
      if (readers_ > 0) readers_--;
    }

  private:
    std::size_t readers_;
    bool isLocked_;
  };

  template <typename Mutex>
  class lock_guard
  {
  public:
    explicit lock_guard(Mutex& mutex) : mutex_(mutex)
    {
      mutex_.lock();
    }

    lock_guard(Mutex& mutex, adopt_lock_t) : mutex_(mutex)
    {
    }

    ~lock_guard()
    {
      mutex_.unlock();
    }

    lock_guard(const lock_guard&) = delete;
    lock_guard& operator=(const lock_guard&) = delete;

  private:
    Mutex& mutex_;
  };

  /** A lock whose mutex is locked and unlocked by the functions of a policy: for one owner or for readers. */
  template <typename Mutex, typename Policy>
  class basic_lock
  {
  public:
    typedef Mutex mutex_type;

    basic_lock() : mutex_(NULL), owns_(false)
    {
    }

    explicit basic_lock(Mutex& mutex) : mutex_(&mutex), owns_(false)
    {
      lock();
    }

    basic_lock(Mutex& mutex, defer_lock_t) : mutex_(&mutex), owns_(false)
    {
    }

    basic_lock(Mutex& mutex, adopt_lock_t) : mutex_(&mutex), owns_(true)
    {
    }

    basic_lock(Mutex& mutex, try_to_lock_t) : mutex_(&mutex), owns_(false)
    {
      try_lock();
    }

    basic_lock(basic_lock&& other) : mutex_(other.mutex_), owns_(other.owns_)
    {
      other.mutex_ = NULL;
      other.owns_ = false;
    }

    basic_lock& operator=(basic_lock&& other)
    {
      basic_lock moved(std::move(other));
      swap(moved);
      return *this;
    }

    ~basic_lock()
    {
      if (owns_) Policy::unlock(*mutex_);
    }

    void swap(basic_lock& other)
    {
      std::swap(mutex_, other.mutex_);
      std::swap(owns_, other.owns_);
    }

    void lock()
    {
      require(!owns_);
      Policy::lock(*mutex_);
      owns_ = true;
    }

    bool try_lock()
    {
      require(!owns_);
      owns_ = Policy::try_lock(*mutex_);
      return owns_;
    }

    void unlock()
    {
      require(owns_);
      Policy::unlock(*mutex_);
      owns_ = false;
    }

    Mutex* release()
    {
      Mutex* const released = mutex_;
      mutex_ = NULL;
      owns_ = false;
      return released;
    }

    Mutex* mutex() const
    {
      return mutex_;
    }

    bool owns_lock() const
    {
      return owns_;
    }

    explicit operator bool() const
    {
      return owns_;
    }

  private:
    Mutex* mutex_;
    bool owns_;

    void require(bool isAllowed) const
    {
      if (mutex_ == NULL || !isAllowed) throw lock_error("boost: a lock without a mutex, or in the wrong state");
    }
  };

  struct exclusive_lock_policy
  {
    template <typename Mutex>
    static void lock(Mutex& mutex)
    {
      mutex.lock();
    }
    template <typename Mutex>
    static bool try_lock(Mutex& mutex)
    {
      return mutex.try_lock();
    }
    template <typename Mutex>
    static void unlock(Mutex& mutex)
    {
      mutex.unlock();
    }
  };

  struct shared_lock_policy
  {
    template <typename Mutex>
    static void lock(Mutex& mutex)
    {
      mutex.lock_shared();
    }
    template <typename Mutex>
    static bool try_lock(Mutex& mutex)
    {
      return mutex.try_lock_shared();
    }
    template <typename Mutex>
    static void unlock(Mutex& mutex)
    {
      mutex.unlock_shared();
    }
  };

  template <typename Mutex>
  class unique_lock : public basic_lock<Mutex, exclusive_lock_policy>
  {
  public:
    using basic_lock<Mutex, exclusive_lock_policy>::basic_lock;
    unique_lock() = default;
  };

  template <typename Mutex>
  class shared_lock : public basic_lock<Mutex, shared_lock_policy>
  {
  public:
    using basic_lock<Mutex, shared_lock_policy>::basic_lock;
    shared_lock() = default;
  };

  /** No other thread can notify: a wait whose condition does not hold already fails, one with a time limit times out. */
  class condition_variable_any
  {
  public:
    condition_variable_any() = default;
    condition_variable_any(const condition_variable_any&) = delete;
    condition_variable_any& operator=(const condition_variable_any&) = delete;

    void notify_one()
    {
    }

    void notify_all()
    {
    }

    template <typename Lock>
    void wait(Lock&)
    {
      throw condition_error("boost::condition_variable: a wait without end, as there is no other thread");
    }

    template <typename Lock, typename Predicate>
    void wait(Lock& lock, Predicate isFulfilled)
    {
      if (!isFulfilled()) wait(lock);
    }

    template <typename Lock, typename Duration>
    bool timed_wait(Lock&, const Duration& duration)
    {
      this_thread::sleep_for(duration);
      return false;
    }

    template <typename Lock, typename Duration, typename Predicate>
    bool timed_wait(Lock&, const Duration& duration, Predicate isFulfilled)
    {
      if (isFulfilled()) return true;
      this_thread::sleep_for(duration);
      return isFulfilled();
    }

    template <typename Lock, typename Duration, typename Predicate>
    bool wait_for(Lock& lock, const Duration& duration, Predicate isFulfilled)
    {
      return timed_wait(lock, duration, isFulfilled);
    }
  };

  typedef condition_variable_any condition_variable;
  typedef condition_variable_any condition;

  class thread
  {
  public:
    /** The one thread, or none. */
    class id
    {
    public:
      explicit id(bool isThread = false) : isThread_(isThread)
      {
      }

      bool operator==(const id& other) const
      {
        return isThread_ == other.isThread_;
      }

      bool operator!=(const id& other) const
      {
        return isThread_ != other.isThread_;
      }

      bool operator<(const id& other) const
      {
        return isThread_ < other.isThread_;
      }

      friend std::ostream& operator<<(std::ostream& stream, const id& printed)
      {
        return stream << (printed.isThread_ ? "1" : "0");
      }

    private:
      bool isThread_;
    };

    thread() = default;
    thread(thread&&) = default;
    thread& operator=(thread&&) = default;

    template <typename Function, typename... Arguments>
    explicit thread(Function&&, Arguments&&...)
    {
      throw thread_resource_error();
    }

    bool joinable() const
    {
      return false;
    }

    void join()
    {
    }

    template <typename Duration>
    bool timed_join(const Duration&)
    {
      return true;
    }

    void detach()
    {
    }

    void interrupt()
    {
    }

    id get_id() const
    {
      return id();
    }

    static unsigned int hardware_concurrency()
    {
      return 1;
    }
  };

  namespace this_thread
  {
    inline thread::id get_id()
    {
      return thread::id(true);
    }
  }

  class thread_group
  {
  public:
    template <typename Function>
    thread* create_thread(Function&&)
    {
      throw thread_resource_error();
    }

    void join_all()
    {
    }

    void interrupt_all()
    {
    }

    std::size_t size() const
    {
      return 0;
    }
  };

  struct once_flag
  {
    bool isCalled;
  };

  template <typename Function>
  void call_once(once_flag& flag, Function function)
  {
    if (flag.isCalled) return;
    function();
    flag.isCalled = true;
  }

  template <typename T>
  class thread_specific_ptr
  {
  public:
    thread_specific_ptr() : value_(NULL), cleanup_(remove)
    {
    }

    explicit thread_specific_ptr(void (*cleanup)(T*)) : value_(NULL), cleanup_(cleanup)
    {
    }

    ~thread_specific_ptr()
    {
      reset();
    }

    thread_specific_ptr(const thread_specific_ptr&) = delete;
    thread_specific_ptr& operator=(const thread_specific_ptr&) = delete;

    T* get() const
    {
      return value_;
    }

    T* operator->() const
    {
      return value_;
    }

    T& operator*() const
    {
      return *value_;
    }

    T* release()
    {
      T* const released = value_;
      value_ = NULL;
      return released;
    }

    void reset(T* value = NULL)
    {
      if (value_ != NULL && value_ != value && cleanup_ != NULL) cleanup_(value_);
      value_ = value;
    }

  private:
    T* value_;
    void (*cleanup_)(T*);

    static void remove(T* value)
    {
      delete value;
    }
  };
}

#define BOOST_ONCE_INIT {false}

#endif
