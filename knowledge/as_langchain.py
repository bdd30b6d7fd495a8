"""Our search as a langchain retriever, for whoever wants it in a chain of his own; the only langchain file of this package."""

from collections.abc import Callable
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from knowledge.model import NATIONAL, Audience, Evidence, Query
from knowledge.ports import Retriever


class UnionLawRetriever(BaseRetriever):
    """Provisions in force on a day and in a region, and approved cards, as documents with their stable keys.

    Public passages only, unless `audience` says otherwise; the day is asked for anew at every search.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    search: Any = Field(description="a knowledge.ports.Retriever")
    today: Callable[[], date] = Field(default=date.today, description="the day whose law counts")
    region: str = NATIONAL
    limit: int = 8
    audience: Audience = Audience.PUBLIC

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:  # noqa: ARG002
        search: Retriever = self.search
        wanted = Query(query, self.today(), self.region, self.limit, audience=self.audience)
        return [document(evidence) for evidence in search.retrieve(wanted)]


def document(evidence: Evidence) -> Document:
    """A passage found, as langchain carries it."""
    passage = evidence.passage
    return Document(
        id=passage.id,
        page_content=passage.text,
        metadata={
            "title": passage.title,
            "kind": passage.kind.value,
            "score": round(evidence.score, 4),
            "region": passage.region,
            "effective_from": passage.effective_from.isoformat(),
            "effective_to": passage.effective_to.isoformat(),
        },
    )
