// SPDX-License-Identifier: Apache-2.0
#include <boost/thread.hpp>
