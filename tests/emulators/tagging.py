"""GetResources of the tagging API over moto's resources, with the rules of its reference that moto leaves out.

A list of ARNs excludes every filter and every page member and is answered whole; pages end by ResourcesPerPage; a
resource that once had tags is still shown, with none. (API reference of GetResources, seen 2026-11-22.)
"""

import base64

from moto.core.resource_tagging import iter_taggable_backends, make_tag_matcher, match_resource_type
from moto.core.responses import ActionResult
from moto.resourcegroupstaggingapi import urls
from moto.resourcegroupstaggingapi.exceptions import ResourceGroupsTaggingAPIError
from moto.resourcegroupstaggingapi.responses import ResourceGroupsTaggingAPIResponse

import state

ALONE = ("TagFilters", "ResourceTypeFilters", "ResourcesPerPage", "TagsPerPage", "PaginationToken")


class Tagging(ResourceGroupsTaggingAPIResponse):
    def get_resources(self):
        arns = self._get_param("ResourceARNList")
        if arns:
            beside = [name for name in ALONE if self._get_param(name)]
            if beside:
                raise ResourceGroupsTaggingAPIError(
                    "InvalidParameterException", f"ResourceARNList does not go with {', '.join(beside)}."
                )
            return self.answer([each for each in self.resources() if each.arn in arns], "")
        start = int(base64.b64decode(self._get_param("PaginationToken") or "MA=="))
        end = start + self._get_int_param("ResourcesPerPage", 50)
        found = self.resources()
        token = base64.b64encode(str(end).encode()).decode() if end < len(found) else ""
        return self.answer(found[start:end], token)

    def resources(self):
        kinds = self._get_param("ResourceTypeFilters", [])
        matches = make_tag_matcher(self._get_param("TagFilters", []))
        once_tagged = state.world_of(state.default_backend()).once_tagged
        return [
            each
            for backend in iter_taggable_backends(self.current_account, self.region)
            for each in backend.iter_tagged_resources()
            if (each.tags or each.arn.rpartition("/")[2] in once_tagged)
            and match_resource_type(each.resource_type, kinds)
            and matches(each.tags)
        ]

    @staticmethod
    def answer(resources, token):
        rows = [
            {"ResourceARN": each.arn, "Tags": [{"Key": key, "Value": value} for key, value in each.tags.items()]}
            for each in resources
        ]
        return ActionResult({"ResourceTagMappingList": rows, "PaginationToken": token})


urls.url_paths["{0}/$"] = Tagging.dispatch
