// SPDX-License-Identifier: AGPL-3.0-or-later
//
// The compiled halves of Asio and Beast, once (BOOST_ASIO_SEPARATE_COMPILATION in CMakeLists.txt).
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
