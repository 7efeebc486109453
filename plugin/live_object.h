#pragma once

// With existingResourcePolicy "update" Velero makes the object in the cluster equal to our answer
// and nulls what the answer lacks. Here the answer takes over what must stay. Used by Execute.

#include "cluster/deadline.h"
#include "plugin/restore_session.h"
#include "translator/item.h"

namespace plugin {

// Does nothing for other policies, kinds and untouched items. When the live object cannot be read,
// the answer stays as it is and a finding is added. Throws nothing but std::bad_alloc.
void keep_what_is_there(translator::ItemTranslation& result, RestoreSession& session,
                        cluster::Deadline latest);

}  // namespace plugin
